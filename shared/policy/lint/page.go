package lint

import (
	"bytes"
	"fmt"
)

//go:generate go run ./gen

// Page writes docs/findings.md: every code with what it means and what to do.
func Page() []byte {
	var b bytes.Buffer
	b.WriteString("# Findings\n\n")
	b.WriteString("<!-- Written by `go generate ./policy/lint` in the folder shared. Do not edit. -->\n\n")
	b.WriteString("Every finding of the policy checks, by code. Codes without the prefix `IAMC_` are those of\n")
	b.WriteString("[IAM Access Analyzer](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html);\n")
	b.WriteString("those with it are our own. The types:\n\n")
	b.WriteString("| type | meaning |\n| --- | --- |\n")
	b.WriteString("| `error` | AWS refuses the policy, or part of it cannot work |\n")
	b.WriteString("| `security_warning` | the policy allows more than is wise |\n")
	b.WriteString("| `warning` | the policy may not do what it seems to |\n")
	b.WriteString("| `suggestion` | the policy could be written more clearly |\n")
	codes := Codes()
	own := false
	b.WriteString("\n## Checks of IAM Access Analyzer\n")
	for i := range codes {
		c := &codes[i]
		if c.Own && !own {
			own = true
			b.WriteString("\n## Checks of our own\n")
		}
		fmt.Fprintf(&b, "\n### %s\n\n`%s` · %s\n\n%s\n\n", c.Code, c.Type, c.Title, c.What)
		fmt.Fprintf(&b, "```json\n%s\n```\n\n%s [More](%s)\n", c.Example, c.Fix, c.LearnMore)
	}
	return b.Bytes()
}
