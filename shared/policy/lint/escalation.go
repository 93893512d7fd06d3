package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var escalationCodes = []CodeInfo{
	{
		Code: "IAMC_PRIVILEGE_ESCALATION", Type: TypeSecurityWarning, Title: "Privilege escalation",
		What:      "The permissions together let their holder gain others that nobody gave them. The message names the path by its identifier on pathfinding.cloud.",
		Example:   `{"Effect": "Allow", "Action": ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*"}`,
		Fix:       "Remove one of the permissions, name the roles and resources they may be used on, or require a permissions boundary.",
		LearnMore: "https://pathfinding.cloud/paths/",
	},
}

// pathCategory is how a path gains permissions.
type pathCategory uint8

const (
	newPassRole     pathCategory = iota // gives a role to a new resource that runs its code
	existingRole                        // takes over a resource that has a role
	selfEscalation                      // changes its own permissions
	principalAccess                     // takes over another principal
)

// String says what the holder can do.
func (c pathCategory) String() string {
	return [...]string{
		"can run code with a role of their choice",
		"can use the role of an existing resource",
		"can change their own permissions",
		"can take over another principal",
	}[c]
}

type escalationPath struct {
	id          string
	category    pathCategory
	permissions []string // "prefix:name" in lower case
}

// permissionsByService lists the permissions of all paths by service prefix.
var permissionsByService = func() map[string][]string {
	m := map[string][]string{}
	seen := map[string]bool{}
	for _, p := range escalationPaths {
		for _, full := range p.permissions {
			if prefix, _, _ := strings.Cut(full, ":"); !seen[full] {
				seen[full] = true
				m[prefix] = append(m[prefix], full)
			}
		}
	}
	return m
}()

// passedTo are the service principals to which a role is passed on each service's
// paths, from the services' guides.
var passedTo = map[string][]string{
	"apprunner":      {"tasks.apprunner.amazonaws.com", "build.apprunner.amazonaws.com"},
	"bedrock":        {"bedrock-agentcore.amazonaws.com"},
	"cloudformation": {"cloudformation.amazonaws.com"},
	"codebuild":      {"codebuild.amazonaws.com"},
	"datapipeline":   {"datapipeline.amazonaws.com", "elasticmapreduce.amazonaws.com", "ec2.amazonaws.com"},
	"ec2":            {"ec2.amazonaws.com"},
	"ecs":            {"ecs-tasks.amazonaws.com"},
	"glue":           {"glue.amazonaws.com"},
	"lambda":         {"lambda.amazonaws.com"},
	"sagemaker":      {"sagemaker.amazonaws.com"},
}

// grant is a statement that allows a permission, with the action value that does;
// the value is nil for NotAction.
type grant struct {
	s *statement
	a *action
}

// checkEscalation looks for the known ways to gain permissions.
func (l *linter) checkEscalation() {
	if l.kind != policy.KindIdentity {
		return
	}
	grants := map[string][]grant{}
	for i := range l.st {
		s := &l.st[i]
		if !s.allow || len(s.actions) == 0 && !s.notAction {
			continue
		}
		if s.everyResource() && hasAllAction(s) && len(s.conditions) == 0 && !l.deniesAnything() {
			l.add("IAMC_PRIVILEGE_ESCALATION", l.path(s, "Action"), elementSpan(s.Statement, "Action"),
				"The statement allows everything, so each of the %d known ways to gain permissions is open.", len(escalationPaths))
			return
		}
		l.collectGrants(s, grants)
	}
	if len(grants) == 0 {
		return
	}
	for i := range escalationPaths {
		l.checkPath(&escalationPaths[i], grants)
	}
}

func (l *linter) deniesAnything() bool {
	for i := range l.st {
		if l.st[i].deny {
			return true
		}
	}
	return false
}

func (l *linter) collectGrants(s *statement, grants map[string][]grant) {
	if s.notAction || hasAllAction(s) {
		for _, list := range permissionsByService {
			for _, full := range list {
				if l.spend(1) && s.grants(full) {
					grants[full] = append(grants[full], grant{s: s})
				}
			}
		}
		return
	}
	for i := range s.actions {
		a := &s.actions[i]
		if a.service == nil {
			continue
		}
		for _, full := range permissionsByService[a.service.Prefix] {
			if l.spend(1) && a.covers(full) {
				grants[full] = append(grants[full], grant{s, a})
			}
		}
	}
}

// checkPath reports a path all of whose permissions are granted.
func (l *linter) checkPath(p *escalationPath, grants map[string][]grant) {
	var first grant
	for i, full := range p.permissions {
		found := false
		for _, g := range grants[full] {
			if l.opens(p, full, g) {
				found = true
				if i == 0 {
					first = g
				}
				break
			}
		}
		if !found {
			return
		}
	}
	if l.exhausted() {
		return // a Deny may not have been compared
	}
	path, span := l.path(first.s, first.s.actionElement()), elementSpan(first.s.Statement, first.s.actionElement())
	if first.a != nil {
		path, span = l.actionPath(first.s, first.a), first.a.value.Span
	}
	f := l.add("IAMC_PRIVILEGE_ESCALATION", path, span, "%s: with %s the holder %s.", p.id, strings.Join(display(p.permissions), " and "), p.category)
	f.LearnMore += p.id
}

// display writes permissions as AWS does.
func display(permissions []string) []string {
	out := make([]string, len(permissions))
	for i, full := range permissions {
		out[i] = full
		prefix, _, _ := strings.Cut(full, ":")
		if a := catalog.LookupAction(full); a != nil {
			out[i] = prefix + ":" + a.Name
		}
	}
	return out
}

// opens reports whether a grant gives a permission in the way the path needs it.
func (l *linter) opens(p *escalationPath, full string, g grant) bool {
	if !l.conditionsAllow(p, full, g.s) || l.deniedBack(full, g.s) {
		return false
	}
	switch {
	case full == "iam:passrole":
		return g.s.notResource || wideRole(g.s, "role/") != nil
	case p.category == newPassRole:
		return true // what is created has a name of the holder's choice
	case p.category == selfEscalation:
		return g.s.notResource || l.reachesOthersThanSelf(g.s)
	}
	return l.wideFor(g.s, catalog.Lookup(full[:strings.IndexByte(full, ':')]), catalog.LookupAction(full))
}

// reachesOthersThanSelf reports whether some resource is not limited to the
// holder's own user by a policy variable.
func (l *linter) reachesOthersThanSelf(s *statement) bool {
	for i := range s.resources {
		if !strings.Contains(strings.ToLower(s.resources[i].value.Text), "${aws:username}") {
			return true
		}
	}
	return false
}

// conditionsAllow reports whether the statement's conditions leave the path open:
// they only say from where and when, or pass roles to the path's own service.
func (l *linter) conditionsAllow(p *escalationPath, full string, s *statement) bool {
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.base == "" || originKeys[c.name] {
			continue
		}
		if full == "iam:passrole" && c.is("iam:PassedToService") && c.family == familyString && !c.negated {
			if passesTo(c, p) {
				continue
			}
			return false
		}
		if c.ifExists && c.is("iam:PassedToService") {
			continue
		}
		return false
	}
	return true
}

// passesTo reports whether the condition lets a role be passed to the service the
// path uses.
func passesTo(c *condition, p *escalationPath) bool {
	service, _, _ := strings.Cut(p.id, "-")
	for i := range c.key.Values.Values {
		for _, principal := range passedTo[service] {
			v := c.key.Values.Values[i].Text
			if v == principal || c.like && policy.MatchResource(v, principal) {
				return true
			}
		}
	}
	return false
}

// deniedBack reports whether a Deny takes the permission back: without conditions
// on all the statement's resources, or unless a permissions boundary is set.
func (l *linter) deniedBack(full string, s *statement) bool {
	for i := range l.st {
		d := &l.st[i]
		if !d.deny || !d.grants(full) {
			continue
		}
		if len(d.conditions) > 0 && !onlyWithoutBoundary(d) {
			continue
		}
		if !d.notResource && (d.everyResource() || !s.notResource && l.coversResources(d, s)) {
			return true
		}
	}
	return false
}

// onlyWithoutBoundary reports whether a Deny applies whenever the wanted
// permissions boundary is not set.
func onlyWithoutBoundary(d *statement) bool {
	return len(d.conditions) == 1 && d.conditions[0].negated && d.conditions[0].is("iam:PermissionsBoundary")
}
