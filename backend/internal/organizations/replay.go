package organizations

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/apicall"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// world is what replaying needs to know of the organization.
type world struct {
	policyType               string
	organization, management string
	members, reached         map[string]bool         // accounts
	paths                    map[string]string       // aws:PrincipalOrgPaths by account
	before, after            map[string]restrictions // by account that is reached
}

// short is what people call the policies of a type.
func short(policyType string) string {
	if policyType == typeRCP {
		return "RCP"
	}
	return "SCP"
}

func (w *world) plural() string { return short(w.policyType) + "s" }

// restricting is the account whose policies have a say in a call: the caller's of SCPs,
// the resource's of RCPs ("Resource control policies (RCPs)", AWS Organizations User
// Guide), which is that whose log tells of it where the resource does not say.
func (w *world) restricting(e *event) string {
	if w.policyType != typeRCP {
		return e.account()
	}
	for _, r := range e.Resources {
		if r.AccountID != "" {
			return r.AccountID
		}
		if arn, ok := policy.ParseARN(r.ARN); ok && arn.Account != "" {
			return arn.Account
		}
	}
	return cmp.Or(e.Account, e.account())
}

// verdict is what SCPs say of one action of one call.
type verdict struct {
	decision eval.Decision // Allowed, ExplicitDeny, ImplicitDeny or Unknown
	by       string
	missing  []string
	reason   string
}

func (v verdict) denies() bool {
	return v.decision == eval.ExplicitDeny || v.decision == eval.ImplicitDeny
}

// tally is the uses of one kind of outcome, by principal, action and what decided.
type tally map[string]*api.SCPPreviewUse

func (t tally) add(e *event, action, resource string, v verdict) {
	key := strings.Join([]string{e.Principal(), action, v.by, strings.Join(v.missing, ","), v.reason}, "\x00")
	u := t[key]
	if u == nil {
		u = &api.SCPPreviewUse{Principal: e.Principal(), AccountID: e.account(), Action: action, Resource: resource, By: v.by, MissingKey: v.missing, Reason: v.reason}
		t[key] = u
	}
	u.Count++
	if e.Time != "" && (u.First == "" || e.Time < u.First) {
		u.First = e.Time
	}
	u.Last = max(u.Last, e.Time)
	if e.Region != "" && !slices.Contains(u.Regions, e.Region) {
		u.Regions = append(u.Regions, e.Region)
		slices.Sort(u.Regions)
	}
}

func (t tally) list() []api.SCPPreviewUse {
	out := make([]api.SCPPreviewUse, 0, len(t))
	for _, key := range slices.Sorted(maps.Keys(t)) {
		out = append(out, *t[key])
	}
	slices.SortStableFunc(out, func(a, b api.SCPPreviewUse) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Principal, b.Principal), strings.Compare(a.Action, b.Action))
	})
	return out
}

// replay asks of each event what the policies say of it before and after the change.
func (w *world) replay(events []event) api.SCPPreview {
	out := api.SCPPreview{Events: len(events), Exempt: []api.SCPExempt{}, Unmatched: []string{}, Notes: []string{}}
	denied, allowed, already, unknown := tally{}, tally{}, tally{}, tally{}
	exempt, unmatched := map[[2]string]int{}, map[string]int{}
	known := map[string][2]verdict{}
	refused := 0
	for i := range events {
		e := &events[i]
		if e.Time != "" && (out.From == "" || e.Time < out.From) {
			out.From = e.Time
		}
		out.To = max(out.To, e.Time)
		if why := w.exempt(e); why != "" {
			exempt[[2]string{e.Principal(), why}]++
			continue
		}
		if !w.reached[w.restricting(e)] {
			continue
		}
		if denial.Denied(e.ErrorCode) {
			refused++ // it is no use that could be lost
			continue
		}
		needs, free := apicall.Needs(apicall.Prefix(e.Source), e.Name, e.Parameters)
		if free {
			continue // needs no permission, so no policy keeps anybody from it
		}
		if len(needs) == 0 {
			unmatched[strings.TrimSuffix(e.Source, ".amazonaws.com")+":"+e.Name]++
			continue
		}
		out.Replayed++
		for _, need := range needs {
			resources := e.resources()
			if len(resources) == 0 {
				resources = []string{""}
			}
			before, after, resource := w.judge(e, need.Action, resources, known)
			switch {
			case before.decision == eval.Unknown || after.decision == eval.Unknown:
				if before.decision == after.decision && before.by == after.by && slices.Equal(before.missing, after.missing) {
					after.reason = cmp.Or(after.reason, "The change makes no difference to it.")
				}
				if after.decision != eval.Unknown {
					after.missing, after.reason = before.missing, before.reason
				}
				unknown.add(e, need.Action, resource, after)
			case after.denies() && before.denies():
				already.add(e, need.Action, resource, after)
			case after.denies():
				denied.add(e, need.Action, resource, after)
			case before.denies():
				allowed.add(e, need.Action, resource, before)
			}
		}
	}
	out.Denied, out.Allowed, out.AlreadyDenied, out.Unknown = denied.list(), allowed.list(), already.list(), unknown.list()
	for key, n := range exempt {
		out.Exempt = append(out.Exempt, api.SCPExempt{Principal: key[0], Count: n, Reason: key[1]})
	}
	slices.SortFunc(out.Exempt, func(a, b api.SCPExempt) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Principal, b.Principal), strings.Compare(a.Reason, b.Reason))
	})
	for _, call := range slices.Sorted(maps.Keys(unmatched)) {
		out.Unmatched = append(out.Unmatched, fmt.Sprintf("%s (%s): no IAM action is known for the call", call, counted(unmatched[call], "event")))
	}
	if refused > 0 {
		out.Notes = append(out.Notes, counted(refused, "event was", "events were")+" left out, because AWS denied the call anyway.")
	}
	return out
}

// exempt says why the policies have no say in a call; "" when they have ("Service
// control policies (SCPs)" and "Resource control policies (RCPs)", AWS Organizations
// User Guide: tasks, resources and entities that they do not restrict).
func (w *world) exempt(e *event) string {
	of := w.restricting(e)
	switch {
	case !e.IsCall():
		return "An AWS service did this by itself, or it is no call that permissions decide."
	case e.Principal() == "":
		return "The event does not name a principal."
	case of == w.management && w.policyType == typeRCP:
		return "RCPs do not restrict resources of the management account."
	case of == w.management:
		return "SCPs do not restrict principals of the management account."
	case strings.Contains(e.Principal(), ":role/aws-service-role/"):
		return w.plural() + " do not restrict service-linked roles."
	case !w.members[of] && w.policyType == typeRCP:
		return "The resource is of an account outside the organization."
	case !w.members[of]:
		return "The caller is of an account outside the organization."
	}
	return ""
}

// judge gives what the policies say before and after, of the resource that fares worst.
func (w *world) judge(e *event, action string, resources []string, known map[string][2]verdict) (before, after verdict, resource string) {
	circumstances, of := e.circumstances(), w.restricting(e)
	for i, r := range resources {
		key := fmt.Sprint(of, "\x00", e.Principal(), "\x00", action, "\x00", r, "\x00", circumstances)
		both, asked := known[key]
		if !asked {
			both = [2]verdict{w.ask(w.before[of], e, action, r, circumstances), w.ask(w.after[of], e, action, r, circumstances)}
			known[key] = both
		}
		if i == 0 || rank(both) > rank([2]verdict{before, after}) {
			before, after, resource = both[0], both[1], r
		}
	}
	return before, after, resource
}

// rank puts the outcomes of a call with several resources in order: one denied
// resource denies the call.
func rank(v [2]verdict) int {
	switch {
	case v[1].denies() && !v[0].denies():
		return 4
	case v[1].denies():
		return 3
	case v[0].denies():
		return 2
	case v[1].decision == eval.Unknown || v[0].decision == eval.Unknown:
		return 1
	}
	return 0
}

// ask gives what SCPs say of one action on one resource; the empty one is not known.
func (w *world) ask(r restrictions, e *event, action, resource string, told map[string][]string) verdict {
	known := maps.Clone(told)
	asked := resource
	if asked == "" {
		asked = "*"
	}
	account := ""
	if w.policyType == typeRCP {
		account = w.restricting(e)
	}
	if arn, ok := policy.ParseARN(resource); account != "" || ok && w.members[arn.Account] {
		known["aws:ResourceOrgID"] = []string{w.organization}
	}
	result, err := w.decide(r, e, account, action, asked, known)
	if err != nil {
		return verdict{decision: eval.Unknown, reason: fault.Sentence(err.Error())}
	}
	v := verdict{decision: result.Decision, missing: result.MissingContext}
	switch result.Decision {
	case eval.Allowed:
	case eval.ExplicitDeny:
		v.by = deniedBy(&result)
	case eval.ImplicitDeny:
		v.by = "no statement allows it: " + stageReason(&result)
	default:
		v.reason = "The outcome hangs on condition keys that the event does not tell."
	}
	// Without its resource a call may fall under statements about some resources.
	if resource == "" && r.hangsOnResource(action) && (result.Decision != eval.ExplicitDeny || !r.deniesAnyResource(&result)) {
		return verdict{decision: eval.Unknown, reason: "The event does not tell which resource the call was about, and a policy names some."}
	}
	return v
}

// decide asks for a caller whose organization is known; of one from outside it is known
// only that it is not this one, so that the caller is asked about as of another
// organization and as of none, and the outcome counts where both come to the same.
func (w *world) decide(r restrictions, e *event, account, action, resource string, known map[string][]string) (eval.Result, error) {
	ask := func(id, path []string) (eval.Result, error) {
		known["aws:PrincipalOrgID"], known["aws:PrincipalOrgPaths"] = id, path
		return r.decideIn(account, e.Principal(), action, resource, known, []string{"*"})
	}
	if w.members[e.account()] {
		return ask([]string{w.organization}, []string{w.paths[e.account()]})
	}
	elsewhere, err := ask([]string{"o-another00"}, []string{"o-another00/r-another/"})
	if err != nil {
		return elsewhere, err
	}
	alone, err := ask(nil, nil)
	if err == nil && alone.Decision != elsewhere.Decision {
		alone.Decision, alone.MissingContext = eval.Unknown, []string{"aws:PrincipalOrgID"}
	}
	return alone, err
}

// deniedBy names the statement that denies.
func deniedBy(result *eval.Result) string {
	for _, t := range result.Statements {
		if t.Effect == "Deny" {
			name := fmt.Sprintf("statement %d", t.StatementIndex+1)
			if t.Sid != "" {
				name = "statement " + t.Sid
			}
			return t.PolicyID + ", " + name
		}
	}
	return result.Reason
}

func stageReason(result *eval.Result) string {
	for _, s := range result.Stages {
		if (s.Stage == eval.StageSCP || s.Stage == eval.StageRCP) && s.Reason != "" {
			return s.Reason
		}
	}
	return result.Reason
}
