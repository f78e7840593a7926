/** What exports use of tokenizers and benchmark lists. */
export { findAid, listAids, readAid } from "./store.ts"
