package identitycenter

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// The severities, the worst first.
var severities = []string{"high", "medium", "low", "info"}

// What is many, and what is long.
const (
	manyAccounts = 5   // in which one principal is an administrator
	manyPeople   = 10  // who are administrators somewhere through one group
	longSession  = 240 // minutes, with the rights to change IAM
)

// examine tells what about an instance should be looked at, the worst first. It
// knows nothing but what it is given.
func examine(d *directory) []api.ICFinding {
	out := []api.ICFinding{}
	add := func(f api.ICFinding, subjects []string) {
		if len(subjects) == 0 {
			return
		}
		slices.Sort(subjects)
		f.Subjects = slices.Compact(subjects)
		f.Detail = fmt.Sprintf(f.Detail, len(f.Subjects))
		out = append(out, f)
	}
	d.aboutSets(add)
	d.aboutAssignments(add)
	d.aboutPeople(add)
	slices.SortStableFunc(out, func(a, b api.ICFinding) int {
		return cmp.Or(cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)), strings.Compare(a.Code, b.Code))
	})
	return out
}

type adder func(f api.ICFinding, subjects []string)

func (d *directory) aboutSets(add adder) {
	used := map[string]bool{}
	for _, a := range d.assignments {
		used[a.set] = true
	}
	var unused, long, faulty, empty []string
	for _, arn := range slices.Sorted(maps.Keys(d.sets)) {
		p := d.sets[arn]
		if !used[arn] {
			unused = append(unused, p.Name)
		}
		if n, ok := minutes(p.SessionDuration); ok && n > longSession && p.powers().changesIAM {
			long = append(long, p.Name)
		}
		if p.Inline != "" && slices.ContainsFunc(lint.Check([]byte(p.Inline), lint.Options{Kind: policy.KindIdentity}), func(f lint.Finding) bool {
			return f.Type == lint.TypeError || f.Type == lint.TypeSecurityWarning
		}) {
			faulty = append(faulty, p.Name)
		}
		if used[arn] && p.Inline == "" && len(p.Managed)+len(p.Customer) == 0 {
			empty = append(empty, p.Name)
		}
	}
	add(api.ICFinding{Code: "IC_SET_UNUSED", Severity: "low", Title: "Permission sets that nobody has", Detail: "%d permission sets are assigned to nobody.", Suggestion: "Delete them."}, unused)
	add(api.ICFinding{
		Code: "IC_SESSION_LONG", Severity: "medium", Title: "Long sessions that can change IAM",
		Detail: "%d permission sets allow changing IAM, and have sessions of more than four hours: whoever gets hold of one has it for long.", Suggestion: "Set a session duration of one hour.",
	}, long)
	add(api.ICFinding{
		Code: "IC_INLINE_FINDINGS", Severity: "medium", Title: "Inline policies that the linter finds faults with",
		Detail: "The linter has errors or security warnings on the inline policies of %d permission sets; each one's own page lists them.", Suggestion: "Open each and repair it.",
	}, faulty)
	add(api.ICFinding{Code: "IC_SET_EMPTY", Severity: "info", Title: "Assigned permission sets without policies", Detail: "%d permission sets are assigned and allow nothing.", Suggestion: "Give them policies, or take them away."}, empty)
}

// subject names whoever an assignment is for.
func (d *directory) subject(a assignment) (name string, known bool) {
	if a.principalType == "USER" {
		u, ok := d.users[a.principal]
		return cmp.Or(u.UserName, a.principal), ok
	}
	g, ok := d.groups[a.principal]
	return cmp.Or(g.DisplayName, a.principal), ok
}

func (d *directory) aboutAssignments(add adder) {
	var direct, orphans, suspended, wide, crowded, management []string
	admin := map[string]map[string]bool{} // accounts by principal
	for _, a := range d.assignments {
		name, known := d.subject(a)
		account, member := d.accounts[a.account]
		switch {
		case !known:
			orphans = append(orphans, a.principal)
		case a.principalType == "USER":
			direct = append(direct, name)
		}
		if member && account.Status == "SUSPENDED" {
			suspended = append(suspended, a.account)
		}
		p := d.sets[a.set]
		if p == nil || !p.powers().administrator || !known {
			continue
		}
		if member && account.Management {
			management = append(management, name)
		}
		key := a.principalType + a.principal
		if admin[key] == nil {
			admin[key] = map[string]bool{}
		}
		admin[key][a.account] = true
		if len(admin[key]) >= manyAccounts {
			wide = append(wide, name)
		}
		if a.principalType == "GROUP" && d.members[a.principal] > manyPeople {
			crowded = append(crowded, name)
		}
	}
	add(api.ICFinding{
		Code: "IC_ADMIN_WIDE", Severity: "high", Title: "Administrators of many accounts",
		Detail: fmt.Sprintf("%%d people or groups are administrators of %d accounts or more.", manyAccounts), Suggestion: "Give administrators' rights for one account at a time, and read-only ones for the rest.",
	}, wide)
	add(api.ICFinding{
		Code: "IC_ADMIN_CROWD", Severity: "high", Title: "Large groups of administrators",
		Detail: fmt.Sprintf("%%d groups with more than %d members make administrators.", manyPeople), Suggestion: "Keep such groups small.",
	}, crowded)
	add(api.ICFinding{
		Code: "IC_ADMIN_OF_MANAGEMENT", Severity: "medium", Title: "Administrators of the management account",
		Detail: "%d people or groups are administrators of the management account, which no SCP restricts.", Suggestion: "Keep them few, and work in member accounts.",
	}, management)
	add(api.ICFinding{
		Code: "IC_ASSIGNED_DIRECTLY", Severity: "low", Title: "People with assignments of their own",
		Detail: "%d people have permission sets directly, and not through a group, so they are easily forgotten when somebody changes jobs.", Suggestion: "Assign to groups.",
	}, direct)
	add(api.ICFinding{
		Code: "IC_ASSIGNMENT_ORPHANED", Severity: "medium", Title: "Assignments to nobody",
		Detail: "%d ids have assignments, and nobody has the ids any more.", Suggestion: "Take the assignments away.",
	}, orphans)
	add(api.ICFinding{
		Code: "IC_ACCOUNT_SUSPENDED", Severity: "low", Title: "Assignments in suspended accounts",
		Detail: "%d suspended accounts have assignments still.", Suggestion: "Take the assignments away.",
	}, suspended)
}

func (d *directory) aboutPeople(add adder) {
	given := map[string]bool{}
	for _, a := range d.assignments {
		given[a.principal] = true
	}
	var empty, idle []string
	for id, g := range d.groups {
		switch {
		case d.members[id] == 0 && given[id]:
			empty = append(empty, g.DisplayName)
		case d.members[id] == 0:
			idle = append(idle, g.DisplayName)
		}
	}
	add(api.ICFinding{
		Code: "IC_GROUP_EMPTY_ASSIGNED", Severity: "low", Title: "Groups without members that have assignments",
		Detail: "%d groups have assignments, and nobody is in them: whoever is put there gets all at once.", Suggestion: "Take the assignments away, or delete the groups.",
	}, empty)
	add(api.ICFinding{Code: "IC_GROUP_EMPTY", Severity: "info", Title: "Groups without members", Detail: "%d groups have neither members nor assignments.", Suggestion: "Delete them."}, idle)
}
