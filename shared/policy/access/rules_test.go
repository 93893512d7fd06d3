package access

import "github.com/iam-copilot/iam-copilot/shared/policy/eval"

// scps makes service control policies: one level, all documents in it.
func scps(documents ...string) [][]eval.Document {
	var level []eval.Document
	for _, d := range documents {
		level = append(level, eval.Document{Text: d})
	}
	return [][]eval.Document{level}
}
