/** One entry of a `package-lock.json`, as far as it is read here. */
export interface LockedPackage {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dev?: boolean;
  readonly peer?: boolean;
}

/** By place: `node_modules/sharp`, `node_modules/a/node_modules/b`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/**
 * The part of a lock file (version 3) that one package needs to be installed alone.
 *
 * @param lock the parsed `package-lock.json`
 * @param root the package to start from, as installed at the top level
 * @returns its entries, each at the place it has in the lock file
 * @throws Error when the lock file lacks a dependency
 */
export const dependencyClosure = (
  lock: { readonly packages: LockedPackages },
  root: string,
): LockedPackages => {
  const closure: Record<string, LockedPackage> = {};
  const waiting = [placeOf(lock.packages, '', root)];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const locked = lock.packages[place];
    if (!locked || closure[place]) continue;
    closure[place] = asRequired(locked);
    for (const dependency of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) {
      waiting.push(placeOf(lock.packages, place, dependency));
    }
  }
  return closure;
};

/** Where Node would find a package when asked from a place: there, or in the nearest folder above. */
const placeOf = (packages: LockedPackages, from: string, name: string): string => {
  for (let base = from; ; base = parentOf(base)) {
    const place = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (packages[place]) return place;
    if (base === '')
      throw new Error(
        `package-lock.json lacks ${name}, which ${from || 'the package'} needs: run npm install`,
      );
  }
};

const parentOf = (place: string): string => place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')));

/** Flags of the place in the repository's tree (`dev`, `peer`) say nothing of the place in the package. */
const asRequired = ({ dev, peer, ...locked }: LockedPackage): LockedPackage => locked;
