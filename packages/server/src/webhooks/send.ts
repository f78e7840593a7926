/** Sends one signed message; nothing the receiver does takes longer than the limit or more memory than a header. */
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from "node:http"
import { Agent as HttpsAgent, request as httpsRequest } from "node:https"
import { Webhook as Signer } from "standardwebhooks"
import { loamVersion } from "../version.ts"
import { checkedLookup, refuseLiteral } from "./addresses.ts"

export interface Message {
  readonly id: string
  readonly url: string
  readonly secret: string
  readonly body: string
}

export interface SendOptions {
  readonly allowPrivate: boolean
  readonly timeoutMs: number
}

// Signing and sending 16 messages at a time to each of ten receivers: connections are kept for the next.
const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }
/** Answers are read so that the connection can be used again, and cut off beyond this. */
const answerBytes = 64 * 1024

function headersOf({ id, secret, body }: Message): Record<string, string | number> {
  const at = new Date()
  return {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "user-agent": `loam/${loamVersion}`,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Signer(secret).sign(id, at, body),
  }
}

function readAway(answer: IncomingMessage, done: () => void): void {
  let bytes = 0
  answer.on("data", (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > answerBytes) answer.destroy()
  })
  answer.on("close", done)
  answer.on("error", done)
}

/** Answers the receiver's status; throws when there was none. Redirects are not followed: they count as answers. */
export function send(message: Message, { allowPrivate, timeoutMs }: SendOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = new URL(message.url)
    refuseLiteral(url, allowPrivate)
    const secure = url.protocol === "https:"
    const options = {
      method: "POST",
      headers: headersOf(message),
      agent: secure ? agents.https : agents.http,
      lookup: checkedLookup(allowPrivate),
    }
    const asked: ClientRequest = (secure ? httpsRequest : httpRequest)(url, options)
    // Of the whole exchange: a socket that trickles is never idle.
    const timer = setTimeout(
      () => asked.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)),
      timeoutMs,
    )
    const over = () => clearTimeout(timer)
    asked.on("error", (error) => {
      over()
      reject(error)
    })
    asked.on("response", (answer) =>
      readAway(answer, () => {
        over()
        resolve(answer.statusCode ?? 0)
      }),
    )
    asked.end(message.body)
  })
}
