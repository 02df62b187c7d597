import type { LogLine } from './log-line.ts';

interface LogQuery {
  /** Milliseconds since the epoch; lines from then on. */
  readonly since?: number;
  /** Lines of one invocation. */
  readonly requestId?: string;
}

/** The last lines of every log group. */
export interface LogStore {
  add(line: LogLine): void;
  /** Oldest first; none for a group that does not exist. */
  lines(logGroup: string, query?: LogQuery): readonly LogLine[];
  groups(): readonly string[];
}

const defaultLimits = { maxLines: 10_000, maxCharacters: 16_000_000 };

/** @param limits of each log group; default 10,000 lines and 16 million characters */
export const createLogStore = (limits: Partial<typeof defaultLimits> = {}): LogStore => {
  const { maxLines, maxCharacters } = { ...defaultLimits, ...limits };
  const groups = new Map<string, { lines: LogLine[]; characters: number }>();

  return {
    add(line) {
      const group = groups.get(line.logGroup) ?? { lines: [], characters: 0 };
      groups.set(line.logGroup, group);
      group.lines.push(line);
      group.characters += line.message.length;
      while (group.lines.length > maxLines || group.characters > maxCharacters) {
        group.characters -= group.lines.shift()?.message.length ?? 0;
      }
    },
    lines: (logGroup, { since = -Infinity, requestId } = {}) =>
      (groups.get(logGroup)?.lines ?? []).filter(
        (line) => line.timestamp >= since && (requestId === undefined || line.requestId === requestId),
      ),
    groups: () => [...groups.keys()].sort(),
  };
};
