package compare

import (
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// caller is a class of principals that no Principal element tells apart.
type caller struct {
	principal string
	call      *eval.Call
	active    set // the statements that mean them
	// keys are the condition keys that follow from who calls.
	keys map[*key]restriction
	// others is the pattern of the ARNs of a class of many; nil for a class of one.
	others *glob.Glob
}

// restriction is what the caller leaves of a key's values.
type restriction struct {
	absent bool
	values set
}

// strangerAccount is an account that examples take when every other one is named.
const strangerAccount = "999988887777"

// callerKeys are the condition keys that follow from who calls.
var callerKeys = []string{
	"aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:userid", "aws:username",
	"aws:principalisawsservice", "aws:principalservicename",
}

// callers gives the classes of principals. For policies that name none there is one.
func (c *comparison) callers() []*caller {
	if !slices.ContainsFunc(c.statements, func(st *statement) bool { return st.view.HasPrincipal() }) {
		return []*caller{{active: newSet(len(c.statements)).complement(len(c.statements))}}
	}
	c.hasPrincipal = true
	var out []*caller
	for _, one := range c.candidates() {
		if who := c.newCaller(one); who != nil {
			out = append(out, who)
		}
	}
	for _, who := range out {
		c.tellApart(who)
	}
	var distinct []*caller
	seen := map[string]bool{}
	for _, who := range out {
		who.restrict(c, out)
		if sign := who.sign(c); !seen[sign] {
			seen[sign] = true
			distinct = append(distinct, who)
		}
	}
	return distinct
}

// candidate is a principal that may stand for a class.
type candidate struct {
	principal string
	others    *glob.Glob // the ARNs of the rest of its account, when it stands for these
	userID    string     // its unique id, when a policy names it by that
}

// candidates lists the principals that the policies name, and for each account others
// of it, and strangers of every kind.
func (c *comparison) candidates() []candidate {
	var out []candidate
	accounts := map[string]string{} // id → partition
	for _, text := range c.principalTexts() {
		arn, isARN := policy.ParseARN(text)
		switch {
		case isARN && arn.Service == "iam" && policy.IsAccountID(arn.Account):
			accounts[arn.Account] = arn.Partition
			out = append(out, candidate{principal: text})
			out = append(out, sessionsOf(arn)...)
		case isARN && arn.Service == "sts" && policy.IsAccountID(arn.Account):
			accounts[arn.Account] = arn.Partition
			out = append(out, candidate{principal: text})
		case policy.IsAccountID(text):
			if accounts[text] == "" {
				accounts[text] = "aws"
			}
		case strings.HasPrefix(text, "AIDA"):
			out = append(out, candidate{principal: "arn:aws:iam::" + strangerAccount + ":user/" + text, userID: text})
		case strings.HasPrefix(text, "AROA"):
			out = append(out, candidate{principal: "arn:aws:iam::" + strangerAccount + ":role/" + text, userID: text + ":session"})
		default:
			out = append(out, candidate{principal: text})
		}
	}
	partition := "aws"
	for _, id := range slices.Sorted(maps.Keys(accounts)) {
		partition = accounts[id]
	}
	accounts[strangerAccount] = partition
	for _, id := range slices.Sorted(maps.Keys(accounts)) {
		stem := "arn:" + accounts[id] + ":iam::" + id + ":"
		out = append(out,
			candidate{principal: stem + "role/example", others: glob.Parse(stem + "role/*")},
			candidate{principal: stem + "user/example", others: glob.Parse(stem + "user/*")},
			candidate{principal: stem + "root"})
		sts := strings.Replace(stem, ":iam:", ":sts:", 1)
		out = append(out,
			candidate{principal: sts + "assumed-role/example/example", others: glob.Parse(stem + "role/*")},
			candidate{principal: sts + "federated-user/example", others: glob.Parse(sts + "federated-user/*")})
	}
	return append(out,
		candidate{principal: "example.amazonaws.com"},
		candidate{principal: "arn:" + partition + ":iam::" + strangerAccount + ":saml-provider/example"},
		candidate{principal: "arn:" + partition + ":iam::" + strangerAccount + ":oidc-provider/example.com"},
		candidate{principal: "*"})
}

// sessionsOf gives a session of a role or user that a policy names: a NotPrincipal
// element tells them apart.
func sessionsOf(arn policy.ARN) []candidate {
	kind, path, _ := strings.Cut(arn.Resource, "/")
	name := path[strings.LastIndexByte(path, '/')+1:]
	stem := "arn:" + arn.Partition + ":sts::" + arn.Account + ":"
	switch kind {
	case "role":
		return []candidate{{principal: stem + "assumed-role/" + name + "/example"}}
	case "user":
		return []candidate{{principal: stem + "federated-user/" + name}}
	}
	return nil
}

// principalTexts lists what Principal elements name, and the accounts and principals
// that conditions on keys of the principal name.
func (c *comparison) principalTexts() []string {
	var out []string
	for _, st := range c.statements {
		out = append(out, st.view.PrincipalTexts()...)
	}
	for _, lower := range []string{"aws:principalarn", "aws:principalaccount"} {
		k := c.keyIndex[lower]
		if k == nil {
			continue
		}
		for _, cond := range k.conditions {
			for _, v := range cond.view.Values() {
				if arn, ok := policy.ParseARN(v); ok {
					v = arn.Account
				}
				if policy.IsAccountID(v) {
					out = append(out, v)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// newCaller makes the class of a candidate; nil when it is nobody who can call.
func (c *comparison) newCaller(one candidate) *caller {
	who, err := eval.ParsePrincipal(one.principal)
	if err != nil {
		return nil
	}
	known := map[string][]string{}
	if one.userID != "" {
		known["aws:userid"] = []string{one.userID}
	}
	ctx, err := eval.NewContext(known, nil)
	if err != nil {
		return nil
	}
	call, err := eval.NewCall(who, "s3:GetObject", "*", "", ctx)
	if err != nil {
		return nil
	}
	out := &caller{principal: one.principal, call: call, others: one.others, active: newSet(len(c.statements))}
	for _, st := range c.statements {
		if st.view.NamesCaller(call) {
			out.active.add(st.id)
		}
	}
	return out
}

// tellApart makes the values that follow from the caller points of their keys.
func (c *comparison) tellApart(who *caller) {
	for _, lower := range callerKeys {
		k := c.keyIndex[lower]
		if k == nil || !c.follows(k) {
			continue
		}
		if values, settled := who.call.Follows(lower); settled {
			k.extra = append(k.extra, values...)
		}
		if lower == "aws:principalarn" && who.others != nil {
			k.shapes = append(k.shapes, who.others)
		}
	}
}

// follows tells whether a key's value can be taken from the caller: not when it hangs on
// variables, nor when patterns tell accounts apart that nobody names.
func (c *comparison) follows(k *key) bool {
	if k.variables || k.multi {
		return false
	}
	return k.lower != "aws:principalaccount" || !slices.ContainsFunc(k.conditions, func(cond *condition) bool {
		return strings.ContainsAny(strings.Join(cond.view.Values(), ""), "*?")
	})
}

// restrict works out what the caller leaves of each key.
func (who *caller) restrict(c *comparison, all []*caller) {
	who.keys = map[*key]restriction{}
	for _, lower := range callerKeys {
		k := c.keyIndex[lower]
		if k == nil || !c.follows(k) {
			continue
		}
		p := c.settled(k)
		values, settled := who.call.Follows(lower)
		if !settled && !who.hasNone(lower) {
			continue
		}
		r := restriction{absent: values == nil, values: newSet(len(p.values))}
		for i, text := range p.values {
			switch {
			case len(values) > 0 && text == values[0]:
				r.values.add(i)
			case lower == "aws:principalarn" && who.others != nil && who.others.Match(text) && !namedElsewhere(text, all):
				r.values.add(i)
			}
		}
		if lower == "aws:username" && who.others != nil && len(values) > 0 {
			r.values = newSet(len(p.values)).complement(len(p.values))
		}
		who.keys[k] = r
	}
}

// hasNone tells whether the caller is one whose ARN and account are not known: a
// service, an identity provider, or somebody known by a canonical user id.
func (who *caller) hasNone(key string) bool {
	p, err := eval.ParsePrincipal(who.principal)
	return err == nil && p.Kind() >= eval.ServicePrincipal && (key == "aws:principalarn" || key == "aws:principalaccount")
}

// namedElsewhere tells whether an ARN belongs to a class of its own.
func namedElsewhere(arn string, all []*caller) bool {
	return slices.ContainsFunc(all, func(who *caller) bool { return who.others == nil && who.principal == arn })
}

// sign tells classes apart that differ in the statements that mean them or in their keys.
func (who *caller) sign(c *comparison) string {
	out := who.active.key()
	for _, k := range c.keys {
		if r, ok := who.keys[k]; ok {
			out += "|" + k.lower + "=" + r.values.key()
			if r.absent {
				out += "-"
			}
		}
	}
	return out
}

// complete puts the principal into a witness, and the account that owns the resource.
func (who *caller) complete(w *Witness, hasPrincipal bool) {
	arn, isARN := policy.ParseARN(w.Resource)
	w.Principal = who.principal
	if !hasPrincipal {
		w.Principal = likelyPrincipal(w, arn)
		return
	}
	if values := contextValue(w, "aws:principalarn"); who.others != nil && len(values) == 1 {
		w.Principal = who.named(values[0])
	}
	if p, err := eval.ParsePrincipal(w.Principal); err == nil && !(isARN && policy.IsAccountID(arn.Account)) {
		w.ResourceAccount = p.Account()
	}
}

// named gives the principal of the class whose aws:PrincipalArn is arn.
func (who *caller) named(arn string) string {
	p, ok := policy.ParseARN(arn)
	if !ok || !strings.Contains(who.principal, ":assumed-role/") {
		return arn
	}
	return "arn:" + p.Partition + ":sts::" + p.Account + ":assumed-role/" + p.Resource[strings.LastIndexByte(p.Resource, '/')+1:] + "/example"
}

// contextValue gives the values of a key of a witness, named in lower case.
func contextValue(w *Witness, key string) []string {
	for name, values := range w.Context {
		if strings.EqualFold(name, key) {
			return values
		}
	}
	return nil
}

// likelyPrincipal picks who makes a request that identity-based policies are about:
// whom the context names, else a role of the resource's account.
func likelyPrincipal(w *Witness, resource policy.ARN) string {
	account, partition := eval.ExampleAccount, "aws"
	if policy.IsAccountID(resource.Account) {
		account = resource.Account
	}
	if resource.Partition == "aws-cn" || resource.Partition == "aws-us-gov" {
		partition = resource.Partition
	}
	for name, values := range w.Context {
		if len(values) != 1 {
			continue
		}
		switch strings.ToLower(name) {
		case "aws:principalarn":
			if _, err := eval.ParsePrincipal(values[0]); err == nil && strings.HasPrefix(values[0], "arn:") {
				return values[0]
			}
		case "aws:principalaccount":
			if policy.IsAccountID(values[0]) {
				account = values[0]
			}
		}
	}
	return "arn:" + partition + ":iam::" + account + ":role/example"
}
