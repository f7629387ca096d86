import { EventEmitter, LogLevel, workspace, type Disposable, type LogOutputChannel } from "vscode";

/**
 * The channel that takes the trace of `trustedPublishing.trace.server`.
 * The language client traces only into a channel whose level is `Trace`, which people would have to set besides the setting.
 * So this one's level follows the setting alone, and its lines appear at the level that shows by default.
 */
export function traceChannel(channel: LogOutputChannel, subscriptions: Disposable[]): LogOutputChannel {
  const changed = new EventEmitter<LogLevel>();
  const level = (): LogLevel =>
    workspace.getConfiguration("trustedPublishing").get("trace.server", "off") === "off"
      ? LogLevel.Info
      : LogLevel.Trace;
  subscriptions.push(
    changed,
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("trustedPublishing.trace.server")) changed.fire(level());
    }),
  );
  return {
    name: channel.name,
    get logLevel() {
      return level();
    },
    onDidChangeLogLevel: changed.event,
    append: (value) => channel.append(value),
    appendLine: (value) => channel.appendLine(value),
    replace: (value) => channel.replace(value),
    clear: () => channel.clear(),
    show: () => channel.show(true),
    hide: () => channel.hide(),
    dispose: () => undefined,
    trace: (message) => channel.info(message),
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (error) => channel.error(error),
  };
}
