import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
} from "vscode-languageserver";

/** A thread as the other one sees it: a worker, or its parent's port. */
export interface Port {
  postMessage(message: unknown, transfer?: readonly []): void;
  on(event: "message", heard: (message: unknown) => void): unknown;
  off(event: "message", heard: (message: unknown) => void): unknown;
}

/** A connection over a port; what else is posted there goes unheard. */
export function linkOver(port: Port): MessageConnection {
  return createMessageConnection(readerOver(port), writerOver(port));
}

export function readerOver(port: Port): MessageReader {
  return new PortReader(port);
}

export function writerOver(port: Port): MessageWriter {
  return new PortWriter(port);
}

// The library has no interfaces to implement here, only classes to extend.
class PortReader extends AbstractMessageReader {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): Disposable {
    const heard = (message: unknown): void => {
      if (isMessage(message)) callback(message);
    };
    this.#port.on("message", heard);
    return { dispose: () => void this.#port.off("message", heard) };
  }
}

class PortWriter extends AbstractMessageWriter {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  write(message: Message): Promise<void> {
    this.#port.postMessage(message, []);
    return Promise.resolve();
  }

  end(): void {
    // A port needs no farewell.
  }
}

function isMessage(message: unknown): message is Message {
  return typeof message === "object" && message !== null && "jsonrpc" in message;
}
