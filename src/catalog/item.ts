// What a catalog holds: items of several kinds, each with an id, a version and a body.

/** "Transcode" and the other kinds of templates; schemes and samples have kinds of their own. */
export type ItemKind = string;

/** What a list can be searched by besides id and name: `{ContainerType: "Video"}`, `{Tag: ["a", "b"]}`. */
export type Facets = Readonly<Record<string, string | readonly string[]>>;

/** What is written. `body` is JSON. */
export interface NewItem {
  /** Without one the catalog chooses a number that it has never used. */
  id?: string;
  name: string;
  facets: Facets;
  body: string;
  /** Keys in storage of what belongs to the item, such as its picture. */
  objects?: readonly string[];
}

/** What is read. Times are milliseconds since 1970. */
export interface Item {
  id: string;
  /** 1, and one more with each change. */
  version: number;
  name: string;
  body: string;
  objects: string[];
  createdAt: number;
  updatedAt: number;
}

export interface ItemRef {
  kind: ItemKind;
  id: string;
}

/** What an item must obey, checked in the transaction that writes it. */
export interface ItemRules {
  /** Most items of the kind. */
  limit: number;
  /** Whether a name may stand only once in the kind. */
  uniqueName?: boolean;
  /** Whether copies for reading go to KV. */
  copies?: boolean;
}

export interface ItemFilter {
  ids?: readonly string[];
  /** A part of the name. */
  name?: string;
  /** By facet: any of these values. */
  facets?: Readonly<Record<string, readonly string[]>>;
}

/** An item's newest version. `item` is null where KV has a copy of it. */
export interface CurrentVersion {
  ref: ItemRef;
  version: number;
  item: Item | null;
}

/** KV key of a version; what stands there never changes. */
export function copyKey(appId: string, { kind, id }: ItemRef, version: number): string {
  return `catalog/${appId}/${kind}/${id}/${version}`;
}
