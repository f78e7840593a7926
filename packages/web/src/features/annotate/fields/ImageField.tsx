/** An image, fitted to the page; a click shows it in its own size. What the content policy holds back says so. */
import { useState } from "react"
import styles from "./ImageField.module.css"

/** The host of a remote address, for sentences; null for images that are in the record itself. */
function hostOf(address: string): string | null {
  if (address.startsWith("data:")) return null
  return URL.canParse(address) ? new URL(address).host : address.slice(0, 80)
}

export function ImageField({ address, title }: { address: string; title: string }) {
  const [failed, setFailed] = useState(false)
  const [whole, setWhole] = useState(false)
  const host = hostOf(address)
  if (failed) {
    return (
      <div className={styles.missing}>
        <p>{host ? `The image at ${host} is not shown.` : "This image cannot be shown."}</p>
        {host ? (
          <p className={styles.why}>
            Images from elsewhere tell their host who looks at them. Whoever runs this server names the hosts
            to trust in LOAM_IMAGE_HOSTS.
          </p>
        ) : null}
      </div>
    )
  }
  return (
    <button
      type="button"
      className={styles.frame}
      data-whole={whole || undefined}
      aria-pressed={whole}
      aria-label={`${title}: ${whole ? "fit to the page" : "show in full size"}`}
      onClick={() => setWhole(!whole)}
    >
      <img
        src={address}
        alt={title}
        decoding="async"
        referrerPolicy="no-referrer"
        onError={() => setFailed(true)}
      />
    </button>
  )
}
