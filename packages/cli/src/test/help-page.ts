/** docs/cli.md, made of what the commands say about themselves. */
import type { Command } from "commander"

const introduction = `# The \`loam\` command

Made from \`--help\` of each command. In a checkout: \`npx loam …\`.

Results go to standard output, everything else to standard error; \`--json\` prints results as JSON. Errors are one
sentence; \`LOAM_DEBUG=1\` adds where they came from. \`NO_COLOR\` is respected.
`

/** Wide enough for the longest line that the texts were written for. */
const width = 124

function helpOf(command: Command): string {
  let text = ""
  command.configureOutput({
    writeOut: (part) => {
      text += part
    },
    getOutHelpWidth: () => width,
    getOutHasColors: () => false,
  })
  command.outputHelp()
  return text.trimEnd()
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}

function sections(command: Command): string[] {
  const own = `\n## ${pathOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`
  return [own, ...command.commands.flatMap(sections)]
}

export const helpPage = (createProgram: () => Command): string =>
  [introduction, ...sections(createProgram())].join("")
