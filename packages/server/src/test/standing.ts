/** Whom each permission lets in, written down a second time: tests hold the server and the recordings to it. */
import type { Permission } from "@loam/schema"
import { type Standing, standings } from "./world.ts"

const signedIn = standings.filter((standing) => standing !== "nobody")

export function letsIn(permission: Permission): readonly Standing[] {
  if (permission === "public") return standings
  if (permission === "user") return signedIn
  if (permission === "owner") return ["owner"]
  if (permission === "any_admin") return ["adminOutside", "adminMember", "owner"]
  if (permission.role === "member") return ["member", "author", "adminMember", "owner"]
  if (permission.role === "admin") return ["adminMember", "owner"]
  return ["author", "adminMember", "owner"]
}
