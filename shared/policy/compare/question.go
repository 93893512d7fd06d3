package compare

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// Exceeds looks for a request that policies a allow and policies b do not: whether
// putting a in the place of b gives new access. It is nil when there is none; the error
// says why that is not known. It answers what CheckNoNewAccess asks ("Validate policies
// with IAM Access Analyzer custom policy checks", IAM User Guide).
func Exceeds(a, b []*eval.Policy, opts Options) (*Witness, error) {
	return newComparison(a, b, opts).run(nil).answer()
}

// Grants looks for a request for one of the actions on one of the resources that the
// policies allow. Actions and resources may hold wildcards; an empty list stands for
// all. It answers what CheckAccessNotGranted asks.
func Grants(policies []*eval.Policy, actions, resources []string, opts Options) (*Witness, error) {
	f := &focus{}
	if len(actions) > 0 {
		if err := CheckActions(actions); err != nil {
			return nil, err
		}
		patterns := make([]*glob.Glob, len(actions))
		for i, text := range actions {
			patterns[i] = glob.Parse(strings.ToLower(text))
		}
		f.actions = func(lower string) bool {
			return slices.ContainsFunc(patterns, func(g *glob.Glob) bool { return g.Match(lower) })
		}
		f.named = actions
	}
	for _, text := range resources {
		f.resources = append(f.resources, glob.Parse(text))
	}
	return newComparison(policies, nil, opts).run(f).answer()
}

// CheckActions says which of the actions cannot be one, or a pattern of some.
func CheckActions(actions []string) error {
	for _, text := range actions {
		if service, name, ok := strings.Cut(text, ":"); text != "*" && (!ok || service == "" || name == "" || strings.ContainsAny(text, " \t")) {
			return fmt.Errorf("action %q is not of the form service:Action", text)
		}
	}
	return nil
}

// Public looks for a request that resource-based policies allow to anybody: an unsigned
// one, or one of an account that they do not name, in circumstances that they do not
// fix. A condition fixes the circumstances when it asks for a certain value, without
// wildcards, of a key that outsiders cannot choose. It answers what CheckNoPublicAccess
// asks; what counts as fixed follows "The meaning of \"public\"" (Blocking public access
// to your Amazon S3 storage, Amazon S3 User Guide).
func Public(policies []*eval.Policy, opts Options) (*Witness, error) {
	f := &focus{
		caller: func(who *caller) bool {
			return who.principal == "*" || strings.Contains(who.principal, "::"+strangerAccount+":")
		},
		key: notFixed,
	}
	return newComparison(policies, nil, opts).run(f).answer()
}

// answer turns the outcome of a search into what the questions return.
func (f found) answer() (*Witness, error) {
	if f.witness != nil {
		f.witness.AllowedBy = "a"
		return f.witness, nil
	}
	if f.undecided != "" {
		return nil, fmt.Errorf("%s", f.undecided)
	}
	return nil, nil
}

// fixingKeys are the condition keys whose value an outsider cannot choose.
var fixingKeys = map[string]bool{
	"aws:sourcearn": true, "aws:sourceaccount": true, "aws:sourceowner": true, "aws:sourcevpc": true, "aws:sourcevpce": true,
	"aws:sourceip": true, "aws:vpcsourceip": true, "aws:userid": true, "aws:principalorgid": true, "aws:principalorgpaths": true,
	"aws:principalaccount": true, "aws:principalarn": true, "aws:sourceorgid": true, "aws:sourceorgpaths": true,
	"aws:resourceaccount": true, "aws:resourceorgid": true, "aws:resourceorgpaths": true,
	"s3:dataaccesspointarn": true, "s3:dataaccesspointaccount": true, "lambda:functionurlauthtype": false,
}

// notFixed gives the values of a fixing key that no condition names exactly.
func notFixed(k *key, p *points) (set, bool) {
	if !fixingKeys[k.lower] {
		return nil, false
	}
	out := newSet(len(p.values))
	for i, v := range p.values {
		if !slices.ContainsFunc(k.conditions, func(c *condition) bool { return fixes(c.view, v) }) {
			out.add(i)
		}
	}
	return out, true
}

// fixes tells whether a condition names a value exactly, or nearly so: an address range
// that is not very wide, or an ARN with its account.
func fixes(v eval.ConditionView, value string) bool {
	for _, text := range v.Values() {
		switch v.Kind() {
		case eval.Address:
			if inNarrowRange(text, value) {
				return true
			}
		case eval.ARN, eval.Text:
			if text == value {
				return true
			}
			arn, ok := policy.ParseARN(text)
			if ok && policy.IsAccountID(arn.Account) && policy.MatchResource(text, value) {
				return true
			}
		}
	}
	return false
}

// inNarrowRange tells whether an address lies in a range that is no wider than a /8, or a
// /32 of IPv6.
func inNarrowRange(text, value string) bool {
	addr, err := netip.ParseAddr(value)
	if err != nil {
		return false
	}
	if one, err := netip.ParseAddr(text); err == nil {
		return one == addr
	}
	p, err := netip.ParsePrefix(text)
	if err != nil || !p.Contains(addr) {
		return false
	}
	return p.Addr().Is4() && p.Bits() >= 8 || p.Addr().Is6() && p.Bits() >= 32
}
