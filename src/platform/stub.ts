// Durable Objects by name, typed by the interface that the caller needs.

/** The object `name` of a namespace as its RPC interface. */
export function stub<T>(namespace: DurableObjectNamespace, name: string): T {
  return namespace.get(namespace.idFromName(name)) as unknown as T;
}
