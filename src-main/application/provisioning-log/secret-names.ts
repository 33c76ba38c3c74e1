// Which names in a request stand for a secret: passwords in every tenant, and every attribute whose values a tenant's schema
// says are never returned. A sub-attribute counts where its attribute is named around it, as others may share its name.
import { isKept } from '../../protocol/schema/attribute.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';

export interface SecretNames {
  /** `name` is a member's name or a path; `within` is what it stands in: a member's name, or the path of an operation. */
  isSecret(name: string, within?: string): boolean;
  /** Cheap: false for most texts, which then are stored as they are. */
  mayBeIn(text: string): boolean;
}

const password = 'password';

const lastName = (path: string): string => path.slice(Math.max(path.lastIndexOf(':'), path.lastIndexOf('.')) + 1);

const namesOne = (text: string, wanted: ReadonlySet<string>): boolean =>
  text
    .toLowerCase()
    .split(/[^\w$-]+/)
    .some((word) => wanted.has(word));

function createSecretNames(
  attributes: ReadonlySet<string>,
  parents: ReadonlyMap<string, ReadonlySet<string>>,
): SecretNames {
  const names = [...attributes, ...parents.keys()];
  return {
    isSecret(name, within = '') {
      const lower = name.toLowerCase();
      if (lower.includes(password)) return true;
      if (names.length === 0) return false;
      const last = lastName(lower);
      if (attributes.has(last)) return true;
      const wanted = parents.get(last);
      return wanted !== undefined && (namesOne(lower, wanted) || namesOne(within, wanted));
    },
    mayBeIn(text) {
      if (names.length === 0) return false;
      const lower = text.toLowerCase();
      return names.some((name) => lower.includes(name));
    },
  };
}

/** Passwords, which no schema need name: clients send them to any resource. */
export const onlyPasswords = createSecretNames(new Set(), new Map());

const known = new WeakMap<ResourceTypeSet, SecretNames>();

function readSecretNames({ schemas }: ResourceTypeSet): SecretNames {
  const attributes = new Set<string>();
  const parents = new Map<string, Set<string>>();
  for (const attribute of schemas.flatMap((schema) => schema.attributes)) {
    const name = attribute.name.toLowerCase();
    if (!isKept(attribute)) attributes.add(name);
    for (const sub of attribute.subAttributes ?? []) {
      if (isKept(sub)) continue;
      const subName = sub.name.toLowerCase();
      parents.set(subName, new Set([...(parents.get(subName) ?? []), name]));
    }
  }
  attributes.delete(password);
  return attributes.size === 0 && parents.size === 0 ? onlyPasswords : createSecretNames(attributes, parents);
}

/** Those of a tenant. */
export function secretNamesOf(types: ResourceTypeSet): SecretNames {
  const names = known.get(types) ?? readSecretNames(types);
  known.set(types, names);
  return names;
}
