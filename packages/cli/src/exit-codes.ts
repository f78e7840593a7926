/** What the exit codes of `loam` mean; scripts may rely on them. */

export const exitCodes = {
  ok: 0,
  /** Something went wrong that no other code names. */
  failed: 1,
  /** The command line or a settings file is not valid. */
  usage: 2,
  /** Not signed in, or this key may not do that. */
  refused: 3,
  /** No such dataset, workspace, user or file. */
  notFound: 4,
  /** Done, but some rows were refused; they are listed in the report file. */
  someRowsFailed: 5,
  /** The server gave no answer. */
  unreachable: 6,
  /** A gate was not passed. */
  gateFailed: 7,
  /** Stopped by Ctrl-C, as shells say it. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** One line for each code, for `loam --help`. */
export const exitCodeHelp = `Exit codes:
  0  done
  1  failed
  2  the command line or a settings file is not valid
  3  not signed in, or not allowed
  4  not found
  5  done, but some rows were refused (they are in the report file)
  6  the server did not answer
  7  a gate was not passed
  130  stopped by Ctrl-C`
