/** The versions this server answers with. */

/** Loam's own. */
export const loamVersion = "0.1.0"
/** The Argilla API it speaks: clients look at these. */
export const protocolVersion = "2.8.0"
