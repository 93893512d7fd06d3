package fault

import "strings"

// Sentence makes an error's text a sentence: it begins with a capital and ends with a
// full stop.
func Sentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}
