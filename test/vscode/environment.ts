/** A variable that the caller of these tests must set. */
export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} isn't set.`);
  return value;
}
