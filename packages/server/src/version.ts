/** The versions this server answers with. */

/** Loam's own. */
export const loamVersion = "0.1.0"
/** The Argilla API it speaks: clients look at these. */
export const protocolVersion = "2.8.0"
/** The same for clients of its 1.x line, which ask elsewhere and warn when the first two numbers are not theirs. */
export const classicVersion = "1.29.1"
