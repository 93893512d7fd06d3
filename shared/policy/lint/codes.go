package lint

import (
	"sort"
	"strings"
	"sync"
)

// CodeInfo explains a code.
type CodeInfo struct {
	Code      string
	Type      string // one of the Type constants
	Title     string
	What      string // what it means that a policy has this finding
	Example   string // a piece of JSON that has it
	Fix       string // what to do about it
	LearnMore string // a web page about it
	Own       bool   // a check of ours, beyond IAM Access Analyzer
}

// referencePage is "IAM policy validation check reference" in the IAM User Guide,
// where every check of IAM Access Analyzer has an anchor.
const referencePage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-"

const userGuide = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"

// families are the tables of codes, each kept beside its rules.
var families = [][]CodeInfo{
	syntaxCodes, elementCodes, sidCodes, sizeCodes, actionCodes, arnCodes, principalCodes,
	operatorCodes, keyCodes, valueCodes, addressCodes, wildcardCodes, variableCodes, tagCodes, passRoleCodes,
	trustCodes, oidcCodes, servicePrincipalCodes, organizationCodes, redundantCodes, storageCodes,
	broadCodes, mfaCodes, exposureCodes, escalationCodes, applicabilityCodes, impossibleCodes,
}

var registry = sync.OnceValue(func() map[string]*CodeInfo {
	m := make(map[string]*CodeInfo, 160)
	for _, family := range families {
		for i := range family {
			info := family[i]
			info.Own = strings.HasPrefix(info.Code, "IAMC_")
			if info.LearnMore == "" {
				info.LearnMore = referencePage + anchor(info.Type) + "-" + strings.ToLower(strings.ReplaceAll(info.Code, "_", "-"))
			}
			m[info.Code] = &info
		}
	}
	return m
})

// anchor is how the reference page names a type.
func anchor(typ string) string {
	switch typ {
	case TypeSecurityWarning:
		return "security-warning"
	case TypeWarning:
		return "general-warning"
	}
	return typ
}

// codeInfo returns a code's entry. A code without one is a mistake of ours that
// the tests find.
func codeInfo(code string) *CodeInfo {
	if info, ok := registry()[code]; ok {
		return info
	}
	return &CodeInfo{Code: code, Type: TypeError}
}

// Codes returns every code there is, those of IAM Access Analyzer first, each
// part sorted by name.
func Codes() []CodeInfo {
	out := make([]CodeInfo, 0, len(registry()))
	for _, info := range registry() {
		out = append(out, *info)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Own != out[j].Own {
			return out[j].Own
		}
		return out[i].Code < out[j].Code
	})
	return out
}
