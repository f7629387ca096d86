exports.widget = (name) => `widget ${name}`;
