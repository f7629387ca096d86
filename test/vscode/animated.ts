import { crc32 } from "node:zlib";

/** A picture as PNG, and how long it is seen. All frames of a film have the same size. */
export interface Frame {
  readonly png: Buffer;
  readonly milliseconds: number;
}

/** The frames as one PNG that moves, again and again (APNG): where it can't move, the first is seen. */
export function animated(frames: readonly Frame[]): Buffer {
  const [first] = frames;
  if (first === undefined) throw new Error("A film needs a frame.");
  let sequence = 0;
  const header = chunksOf(first.png).find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(13);
  const body = frames.flatMap(({ png, milliseconds }, index) => {
    const control = Buffer.alloc(26);
    control.writeUInt32BE(sequence++, 0);
    header.copy(control, 4, 0, 8);
    control.writeUInt16BE(milliseconds, 20);
    control.writeUInt16BE(1000, 22);
    const data = chunksOf(png).filter(({ type }) => type === "IDAT");
    return [
      chunk("fcTL", control),
      ...data.map((each) => {
        if (index === 0) return chunk("IDAT", each.data);
        const number = Buffer.alloc(4);
        number.writeUInt32BE(sequence++, 0);
        return chunk("fdAT", Buffer.concat([number, each.data]));
      }),
    ];
  });
  const film = Buffer.alloc(8);
  film.writeUInt32BE(frames.length, 0);
  const signature = first.png.subarray(0, 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("acTL", film),
    ...body,
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): readonly Chunk[] {
  const found: Chunk[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    found.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
