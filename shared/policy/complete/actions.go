package complete

import (
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// actions offers service prefixes, and once one is written the service's actions.
func (c *completer) actions() {
	if prefix, name, found := strings.Cut(c.typed, ":"); found {
		if s := catalog.Lookup(prefix); s != nil {
			c.actionsOf(s, name)
		}
		return
	}
	if c.opt.Kind == policy.KindTrust {
		c.trustActions()
		return
	}
	c.servicePrefixes()
	c.actionsByName()
	if c.opt.Kind != policy.KindRCP {
		c.offer(Item{
			Label: "*", Kind: ItemWildcard, Detail: "every action", Insert: "*",
			Documentation: "Every action of every service, also those that AWS adds later.",
		})
	}
}

// serviceName is a service's prefix with its name.
type serviceName struct {
	prefix, name string
	label        string // the prefix with its colon
}

// services are all services in the order of their prefixes.
var services = catalog.Derived(func() []serviceName {
	prefixes := catalog.Prefixes()
	out := make([]serviceName, len(prefixes))
	for i, p := range prefixes {
		out[i] = serviceName{p, catalog.ServiceName(p), p + ":"}
	}
	return out
})

// servicePrefixes offers the services whose prefix or name matches what was typed;
// those of the statement, and of the resource the policy belongs to, first.
func (c *completer) servicePrefixes() {
	var first []string
	if own := serviceOfType(c.opt.ResourceType); own != "" {
		first = append(first, own)
	}
	for _, prefix := range c.statement().services {
		first = addOnce(first, prefix)
	}
	first = c.leading(first)
	for _, prefix := range first {
		c.servicePrefix(serviceName{prefix, catalog.ServiceName(prefix), prefix + ":"})
	}
	for _, s := range services() {
		if !contains(first, s.prefix) {
			c.servicePrefix(s)
		}
	}
}

// usual are services that many policies speak of. They are offered first as long as
// nothing has been typed, when the list is too long to be read.
var usual = [...]string{
	"s3", "ec2", "iam", "sts", "lambda", "dynamodb", "kms", "logs", "sqs", "sns", "secretsmanager", "ssm", "cloudwatch", "ecr", "ecs",
	"rds", "cloudformation", "events", "states", "apigateway",
}

// leading are the services to offer first: those given, and the usual ones where
// nothing has been typed.
func (c *completer) leading(first []string) []string {
	if c.typed != "" && !strings.HasSuffix(c.typed, ":") {
		return first
	}
	for _, prefix := range usual {
		first = addOnce(first, prefix)
	}
	return first
}

func (c *completer) servicePrefix(s serviceName) {
	r := match(s.prefix, c.typed)
	if r > rankWord && len(c.typed) > 1 && match(s.name, c.typed) <= rankWord {
		r = rankWord // the name is not what is inserted
	}
	if r == rankNo || c.opt.Kind == policy.KindRCP && !catalog.Lookup(s.prefix).RCPSupported {
		return
	}
	c.add(c.value(Item{Label: s.label, Kind: ItemService, Detail: s.name, Insert: s.label}), r)
}

// minNameSearch is how much of an action's name must be typed before it is looked
// for without its service, in all of them.
const minNameSearch = 4

// maxNameMatches bounds how many such actions are offered.
const maxNameMatches = 30

// actionsByName offers actions whose name, without the prefix, begins with what
// was typed: getobj gives s3:GetObject.
func (c *completer) actionsByName() {
	if len(c.typed) < minNameSearch || strings.ContainsAny(c.typed, "*?") {
		return
	}
	offered := 0
	for _, p := range services() {
		if offered >= maxNameMatches {
			c.more = true
			return
		}
		s := catalog.Lookup(p.prefix)
		if c.opt.Kind == policy.KindRCP && !s.RCPSupported {
			continue
		}
		for i := firstWithPrefix(s.Actions, c.typed); i < len(s.Actions) && offered < maxNameMatches; i++ {
			if match(s.Actions[i].Name, c.typed) > rankPrefix {
				break
			}
			c.add(c.value(actionItem(s, &s.Actions[i])), rankWord)
			offered++
		}
	}
}

// firstWithPrefix is the index of the first action whose name is not before
// prefix, without regard to case.
func firstWithPrefix(actions []catalog.Action, prefix string) int {
	low, high := 0, len(actions)
	for low < high {
		mid := (low + high) / 2
		if lessFold(actions[mid].Name, prefix) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func lessFold(a, b string) bool {
	for i := 0; i < len(a) && i < len(b); i++ {
		if x, y := lower(a[i]), lower(b[i]); x != y {
			return x < y
		}
	}
	return len(a) < len(b)
}

func actionItem(s *catalog.Service, a *catalog.Action) Item {
	name := s.Prefix + ":" + a.Name
	return Item{Label: name, Kind: ItemAction, Detail: string(a.Level), Documentation: a.Description, Insert: name}
}

// actionsOf offers the actions of a service whose names match what was typed of
// one, or that a typed pattern stands for, and patterns for several of them.
func (c *completer) actionsOf(s *catalog.Service, typed string) {
	if c.opt.Kind == policy.KindTrust && s.Prefix == "sts" {
		c.trustActions()
		return
	}
	pattern := policy.HasWildcard(typed)
	written := c.writtenActions()
	var found [rankNo][]*catalog.Action
	for i := range s.Actions {
		a := &s.Actions[i]
		r := match(a.Name, typed)
		if pattern && policy.MatchAction(typed, a.Name) {
			r = rankPrefix
		}
		if r != rankNo && !written[a] {
			found[r] = append(found[r], a)
		}
	}
	wildcards := c.wildcards(s, typed)
	wildcards = wildcards[:min(len(wildcards), max(1, c.opt.Limit/2))]
	left := c.opt.Limit - len(wildcards) // patterns are not lost to the limit
	c.room(min(c.opt.Limit, len(found[rankPrefix])+len(wildcards)))
	for r, actions := range found {
		if rank(r) == rankWord {
			for _, it := range wildcards {
				c.add(it, rankPrefix)
			}
		}
		if len(actions) > left {
			actions, c.more = actions[:left], true
		}
		left -= len(actions)
		for _, a := range actions {
			c.add(c.value(actionItem(s, a)), rank(r))
		}
	}
}

// writtenActions are the actions that stand in the statement already, beside the
// text under the cursor.
func (c *completer) writtenActions() map[*catalog.Action]bool {
	facts := c.statement()
	if len(facts.actions) == 0 {
		return nil
	}
	written := make(map[*catalog.Action]bool, len(facts.actions))
	for i := range facts.actions {
		a := &facts.actions[i]
		if a.service != nil && !a.wild {
			if known := a.service.Action(a.name); known != nil {
				written[known] = true
			}
		}
	}
	return written
}

// wildcards are patterns for several actions of the service: what was typed and a
// star, the verbs that begin with it, and all.
func (c *completer) wildcards(s *catalog.Service, typed string) []Item {
	var items []Item
	offer := func(pattern string, count int) {
		label := s.Prefix + ":" + pattern
		items = append(items, c.value(Item{
			Label: label, Kind: ItemWildcard, Detail: "matches " + strconv.Itoa(count) + plural(count, " action", " actions"), Insert: label,
			Documentation: "Stands for every action of " + s.Name + " with such a name, also those that AWS adds later.",
		}))
	}
	if policy.HasWildcard(typed) {
		pattern := strings.TrimRight(typed, "*") + "*"
		if n := len(s.Match(pattern)); n > 0 {
			offer(pattern, n)
		}
		return items
	}
	first, end := firstWithPrefix(s.Actions, typed), afterPrefix(s.Actions, typed)
	exact := false // a verb is what was typed
	if typed == "" {
		offer("*", len(s.Actions))
	}
	for i, last := first, ""; i < end; i++ {
		verb := firstWord(s.Actions[i].Name)
		if len(verb) < len(typed) || verb == last {
			continue
		}
		last = verb
		exact = exact || len(verb) == len(typed)
		if n := afterPrefix(s.Actions, verb) - firstWithPrefix(s.Actions, verb); n > 1 {
			offer(verb+"*", n)
		}
	}
	if typed != "" && !exact && end-first > 1 {
		offer(s.Actions[first].Name[:len(typed)]+"*", end-first)
	}
	return items
}

// afterPrefix is the index after the last action whose name begins with prefix.
func afterPrefix(actions []catalog.Action, prefix string) int {
	return firstWithPrefix(actions, prefix+"\x7f") // no name holds such a byte
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// firstWord is the verb a name begins with: Get of GetObject.
func firstWord(name string) string {
	for i := 1; i < len(name); i++ {
		if isUpper(name[i]) && !isUpper(name[i-1]) {
			return name[:i]
		}
	}
	return name
}

// trustActions offers the actions of AWS STS that a role's trust policy can allow.
func (c *completer) trustActions() {
	s := catalog.Lookup("sts")
	for _, name := range [...]string{
		"AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "TagSession", "SetSourceIdentity", "SetContext",
	} {
		if a := s.Action(name); a != nil && !c.writtenActions()[a] {
			it := actionItem(s, a)
			r := match(it.Label, c.typed)
			if r == rankNo {
				r = match(name, c.typed)
			}
			c.add(c.value(it), r)
		}
	}
}

// serviceOfType is the prefix of the actions on resources of a CloudFormation type.
func serviceOfType(resourceType string) string {
	parts := strings.Split(resourceType, "::")
	if len(parts) != 3 {
		return ""
	}
	name := strings.ToLower(parts[1])
	if prefix, ok := typeServices[name]; ok {
		name = prefix
	}
	if !catalog.Known(name) {
		return ""
	}
	return name
}

// typeServices are the services whose CloudFormation name is not the prefix of
// their actions: "AWS resource and property types reference".
var typeServices = map[string]string{
	"acmpca": "acm-pca", "apigateway": "execute-api", "efs": "elasticfilesystem", "elasticsearch": "es",
	"opensearchservice": "es", "eventschemas": "schemas", "mskcluster": "kafka", "msk": "kafka",
	"redshiftserverless": "redshift-serverless", "s3objectlambda": "s3-object-lambda", "s3outposts": "s3-outposts",
	"serverlessrepo": "serverlessrepo", "ssmincidents": "ssm-incidents", "vpclattice": "vpc-lattice-svcs",
	"refactorspaces": "refactor-spaces", "networkfirewall": "network-firewall", "bedrockagentcore": "bedrock-agentcore",
	"opensearchserverless": "aoss", "stepfunctions": "states", "iotevents": "iotevents", "cognito": "cognito-idp",
}
