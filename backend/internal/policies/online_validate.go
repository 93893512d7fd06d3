package policies

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/accessanalyzer"
	analyzer "github.com/aws/aws-sdk-go-v2/service/accessanalyzer/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// policyTypes are Access Analyzer's names of the kinds of policies ("ValidatePolicy",
// IAM Access Analyzer API reference). Boundaries and session policies are identity
// policies by their grammar.
var policyTypes = map[policy.Kind]analyzer.PolicyType{
	policy.KindIdentity: analyzer.PolicyTypeIdentityPolicy,
	policy.KindBoundary: analyzer.PolicyTypeIdentityPolicy,
	policy.KindSession:  analyzer.PolicyTypeIdentityPolicy,
	policy.KindResource: analyzer.PolicyTypeResourcePolicy,
	policy.KindTrust:    analyzer.PolicyTypeResourcePolicy,
	policy.KindSCP:      analyzer.PolicyTypeServiceControlPolicy,
	policy.KindRCP:      analyzer.PolicyTypeResourceControlPolicy,
}

// validate asks Access Analyzer about a document, to the end of its list, and puts its
// findings beside the engine's.
func (o *Online) validate(
	ctx context.Context, sc access.Scope, credentialID int64, text []byte, kind policy.Kind, resourceType string, ours []api.Finding,
) (*api.OnlineValidation, error) {
	out := &api.OnlineValidation{Findings: []api.OnlineFinding{}, Notes: []string{}}
	in := &accessanalyzer.ValidatePolicyInput{PolicyDocument: aws.String(string(text)), PolicyType: policyTypes[kind], Locale: analyzer.LocaleEn}
	switch known := analyzer.ValidatePolicyResourceType(resourceType); {
	case kind == policy.KindTrust:
		in.ValidatePolicyResourceType = analyzer.ValidatePolicyResourceTypeRoleTrust
	case kind != policy.KindResource || resourceType == "":
	case slices.Contains(known.Values(), known):
		in.ValidatePolicyResourceType = known
	default:
		out.Notes = append(out.Notes, "Access Analyzer has no checks of its own for "+resourceType+", so it was asked about a policy of any resource.")
	}
	key, problem, err := o.open(ctx, sc, credentialID, "access-analyzer:ValidatePolicy")
	if err != nil || problem != "" {
		out.Problem = problem
		return out, err
	}
	ctx, cancel := context.WithTimeout(ctx, onlineTime)
	defer cancel()
	pages := accessanalyzer.NewValidatePolicyPaginator(accessanalyzer.NewFromConfig(o.gateway.Config(sc, key)), in)
	var theirs []api.Finding
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			// Half a list would let findings look as if only the engine had them.
			out.Problem = refusedOnline(err)
			return out, nil
		}
		for _, f := range page.Findings {
			theirs = append(theirs, located(f, text)...)
		}
	}
	out.Answered, out.Findings = true, beside(ours, theirs)
	return out, nil
}

// located is a finding of Access Analyzer as the interface shows it, once for each of
// its places. Its offsets count characters, its columns begin at 0.
func located(f analyzer.ValidatePolicyFinding, text []byte) []api.Finding {
	one := api.Finding{
		Code: aws.ToString(f.IssueCode), Type: strings.ToLower(string(f.FindingType)), Message: aws.ToString(f.FindingDetails),
		LearnMore: aws.ToString(f.LearnMoreLink), Line: 1, Column: 1,
	}
	if len(f.Locations) == 0 {
		return []api.Finding{one}
	}
	out := make([]api.Finding, 0, len(f.Locations))
	for _, at := range f.Locations {
		one.Path = pathOf(at.Path)
		if at.Span != nil && at.Span.Start != nil && at.Span.End != nil {
			from := byteOffset(text, aws.ToInt32(at.Span.Start.Offset))
			one.Offset, one.Length = from, max(byteOffset(text, aws.ToInt32(at.Span.End.Offset))-from, 0)
			before := string(text[:from])
			one.Line = 1 + strings.Count(before, "\n")
			one.Column = 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
		}
		out = append(out, one)
	}
	return out
}

// byteOffset is where the text's nth character begins; at most its end.
func byteOffset(text []byte, n int32) int {
	at := 0
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return at
}

// pathOf writes a path as the engine does.
func pathOf(elements []analyzer.PathElement) string {
	path := ""
	for _, e := range elements {
		switch e := e.(type) {
		case *analyzer.PathElementMemberIndex:
			path = policy.JoinPath(path, int(e.Value))
		case *analyzer.PathElementMemberKey:
			path = policy.JoinPath(path, e.Value)
		case *analyzer.PathElementMemberValue:
			path = policy.JoinPath(path, e.Value)
		}
	}
	return path
}

// beside joins two lists of findings: the same check at the same place is one. Each
// finding is matched with the nearest of the other list, and with one at most.
func beside(ours, theirs []api.Finding) []api.OnlineFinding {
	out := make([]api.OnlineFinding, 0, len(ours)+len(theirs))
	taken := make([]bool, len(theirs))
	for _, f := range ours {
		best := -1
		for i, other := range theirs {
			if taken[i] || f.Code != other.Code || !samePlace(f, other) {
				continue
			}
			if best < 0 || distance(f, other) < distance(f, theirs[best]) {
				best = i
			}
		}
		if best < 0 {
			out = append(out, api.OnlineFinding{FoundBy: "iam_copilot", Finding: f, Why: whyOnlyOurs(f, theirs)})
			continue
		}
		taken[best] = true
		out = append(out, api.OnlineFinding{FoundBy: "both", Finding: f, AWSType: theirs[best].Type, AWSSays: theirs[best].Message})
	}
	for i, f := range theirs {
		if !taken[i] {
			out = append(out, api.OnlineFinding{FoundBy: "aws", Finding: f})
		}
	}
	slices.SortStableFunc(out, func(a, b api.OnlineFinding) int { return cmp.Compare(a.Finding.Offset, b.Finding.Offset) })
	return out
}

// samePlace tells whether two findings of one check speak of the same piece of the
// document: one may name a whole statement where the other names a value in it, or
// another element of it, as the resource of an action.
func samePlace(a, b api.Finding) bool {
	within := func(path, whole string) bool {
		rest, ok := strings.CutPrefix(path, whole)
		return ok && (rest == "" || whole == "" || rest[0] == '.' || rest[0] == '[')
	}
	if within(a.Path, b.Path) || within(b.Path, a.Path) || a.Offset < b.Offset+b.Length && b.Offset < a.Offset+a.Length {
		return true
	}
	statementA, elementA := elementOf(a.Path)
	statementB, elementB := elementOf(b.Path)
	return statementA == statementB && elementA != elementB
}

// elementOf splits a path into its statement and the element of it.
func elementOf(path string) (statement, element string) {
	statement, element, _ = strings.Cut(path, ".")
	if end := strings.IndexAny(element, ".["); end >= 0 {
		element = element[:end]
	}
	return statement, element
}

func distance(a, b api.Finding) int { return max(a.Offset-b.Offset, b.Offset-a.Offset) }

// whyOnlyOurs explains a finding that Access Analyzer does not have.
func whyOnlyOurs(f api.Finding, theirs []api.Finding) string {
	switch {
	case strings.HasPrefix(f.Code, "IAMC_"):
		return "Access Analyzer has no such check."
	case slices.ContainsFunc(theirs, func(other api.Finding) bool { return other.Code == f.Code }):
		return "Access Analyzer finds this elsewhere in the document, and not here."
	case slices.ContainsFunc(theirs, func(other api.Finding) bool { return other.Type == "error" }):
		return "Access Analyzer stops at some errors, and may tell more once they are mended."
	}
	return ""
}
