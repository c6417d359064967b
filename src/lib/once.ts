/** What `make` gives: made when it is first asked for, and then kept. A Worker's start makes nothing that way. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
