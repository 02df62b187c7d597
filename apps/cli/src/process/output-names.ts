import sanitize from 'sanitize-filename';

/** Room for the counter that tells equal names apart, in bytes of the 255 that file systems allow. */
const maxBytes = 240;

/** Format characters such as the bidirectional overrides, which make `gpj.exe` read as `exe.jpg`; lone surrogates. */
const deceptive = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * The name of a folder for what was made of each file, in the order of the given file names: the file's own name
 * wherever that is possible. Names are made safe for every common file system, and when two would be the same there
 * (letter case does not tell them apart everywhere), the later one gets the first free of ` (2)`, ` (3)`, ….
 */
export const outputNames = (fileNames: readonly string[]): string[] => {
  const wanted = fileNames.map(safeName);
  // A file's own name is never given to another file's duplicate, wherever it stands in the order.
  const reserved = new Set(wanted.map(identity));
  const taken = new Set<string>();
  const nextNumber = new Map<string, number>();

  const take = (name: string): string => {
    taken.add(identity(name));
    return name;
  };
  const numbered = (name: string): string => {
    const number = nextNumber.get(identity(name)) ?? 2;
    nextNumber.set(identity(name), number + 1);
    const candidate = `${name} (${number})`;
    const free = !taken.has(identity(candidate)) && !reserved.has(identity(candidate));
    return free ? candidate : numbered(name);
  };
  return wanted.map((name) => take(taken.has(identity(name)) ? numbered(name) : name));
};

/** What makes two names the same file on some file system: macOS normalises, macOS and Windows ignore case. */
const identity = (name: string): string => name.normalize('NFC').toLowerCase();

const safeName = (name: string): string => {
  const safe = sanitize(name.toWellFormed().replace(deceptive, '_'), { replacement: '_' });
  return truncate(safe) || '_';
};

const truncate = (name: string): string => {
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept.replace(/[. ]+$/, '');
};
