/** Where the built web app lies beside this package. */
import { fileURLToPath } from "node:url"

// The same distance from src and from dist.
export const webApp = fileURLToPath(new URL("../../web/dist", import.meta.url))
