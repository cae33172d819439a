import { connect, type Socket } from "node:net";

/** A request as it goes over the wire. */
export interface Asked {
  readonly head: string;
  readonly body: string;
  /** Where the client breaks off: in the middle of the head or the body, after it, or when the answer has begun. */
  readonly aborts?: "head" | "upload" | "sent" | "answer" | undefined;
  /** The second half of the body comes so many milliseconds after the first. */
  readonly pause: number;
}

/** What came back. */
export interface Answered {
  /** The status line and the headers; "" where none came. */
  readonly head: string;
  /** Whether the body came to its end. */
  readonly isWhole: boolean;
}

/** A server that says nothing for so long is taken for dead. In milliseconds. */
const LONGEST = 30_000;

/** One connection after another to a server, on which one request at a time is asked. */
export class Connection {
  readonly #port: number;
  #socket: Socket | undefined;
  #reader = new Reader();
  #done: ((answered: Answered) => void) | undefined;
  #aborts: Asked["aborts"];
  #hasBody = false;

  constructor(port: number) {
    this.#port = port;
  }

  ask({ head, body, aborts, pause }: Asked): Promise<Answered> {
    const socket = (this.#socket ??= this.#open());
    this.#reader = new Reader();
    this.#aborts = aborts;
    this.#hasBody = body !== "";
    return new Promise((resolve) => {
      this.#done = resolve;
      if (aborts === "head") {
        socket.write(head.slice(0, head.length / 2), "latin1", () => socket.destroy());
      } else if (body === "") {
        socket.write(head, "latin1", aborts === "sent" ? () => socket.destroy() : undefined);
      } else {
        const half = body.length / 2;
        socket.write(head + body.slice(0, half), "latin1");
        setTimeout(() => {
          if (aborts === "upload") socket.destroy();
          else socket.write(body.slice(half), "latin1", aborts === "sent" ? () => socket.destroy() : undefined);
        }, pause);
      }
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
    socket.on("data", (bytes) => {
      if (this.#socket !== socket) return;
      this.#reader.read(bytes.toString("latin1"));
      if (this.#aborts === "answer" && this.#reader.head !== "") socket.destroy();
      else if (this.#reader.isWhole && this.#aborts === undefined) this.#settle();
    });
    socket.setTimeout(LONGEST, () => socket.destroy());
    // How it ended shows in what came before.
    socket.on("error", () => {});
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#settle();
    });
    return socket;
  }

  #settle(): void {
    const { head, isWhole } = this.#reader;
    const done = this.#done;
    this.#done = undefined;
    // The server ends the connection, or may do so, of what it did not want to read to its end: the next request would be
    // lost in between.
    const isRefused = this.#hasBody && !head.startsWith("HTTP/1.1 200");
    if (isRefused || /\r\nconnection: close/i.test(head)) {
      this.#socket?.destroy();
      this.#socket = undefined;
    }
    done?.({ head, isWhole });
  }
}

/** Reads one response (https://httpwg.org/specs/rfc9112.html#message.body.length), of a request that is no HEAD. */
class Reader {
  head = "";
  isWhole = false;
  #text = "";
  /** Bytes of the body, or of the chunk, that have not come yet; undefined before a chunk's size is known. */
  #left: number | undefined;
  #isChunked = false;

  read(text: string): void {
    this.#text += text;
    if (this.head === "") {
      const end = this.#text.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.head = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 4);
      this.#isChunked = /\r\ntransfer-encoding: *chunked/i.test(this.head);
      const isEmpty = /^HTTP\/1\.1 (1..|204|304)/.test(this.head);
      if (!this.#isChunked)
        this.#left = isEmpty ? 0 : Number(/\r\ncontent-length: *(\d+)/i.exec(this.head)?.[1] ?? NaN);
    }
    if (this.#isChunked) this.#readChunks();
    else this.isWhole = this.#text.length === this.#left;
  }

  #readChunks(): void {
    for (;;) {
      if (this.#left === undefined) {
        const end = this.#text.indexOf("\r\n");
        if (end < 0) return;
        this.#left = Number.parseInt(this.#text.slice(0, end), 16);
        this.#text = this.#text.slice(end + 2);
      }
      // With the line's end that follows a chunk, and the empty line that ends the body.
      if (this.#text.length < this.#left + 2) return;
      if (this.#left === 0) {
        this.isWhole = true;
        return;
      }
      this.#text = this.#text.slice(this.#left + 2);
      this.#left = undefined;
    }
  }
}
