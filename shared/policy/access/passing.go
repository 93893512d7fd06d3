package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// hosted reports whether the role's trust policy lets a service use it.
func (x *explorer) hosted(role *Principal, service string) (bool, error) {
	key := host{role, service}
	if known, seen := x.hosts[key]; seen {
		return known, nil
	}
	who, err := eval.ParsePrincipal(service)
	if err != nil {
		return false, err
	}
	ctx, err := eval.NewContext(nil, []string{"*"})
	if err != nil {
		return false, err
	}
	call, err := eval.NewCall(who, "sts:AssumeRole", role.ARN, x.account.ID, ctx)
	if err != nil {
		return false, err
	}
	set := &eval.Set{Resource: role.trust.compiled, RCPs: x.account.rcps.compiled, ManagementAccount: x.account.snapshot.ManagementAccount}
	d := set.DecideFast(call)
	x.hosts[key] = (d == eval.Allowed || d == eval.Unknown) && (service != "ec2.amazonaws.com" || role.InstanceProfile)
	return x.hosts[key], nil
}

// passer is who may pass a role to a service.
type passer struct {
	who *Principal
	outcome
}

// passing finds who can get the role's credentials by way of a service that uses it:
// by giving the role to something new, or by taking over something that has it.
func (x *explorer) passing(role *Principal, out *[]edge) error {
	if role.fixed() {
		return nil
	}
	passers := map[string][]passer{} // by service, because many paths lead through one
	for i := range x.paths {
		path := &x.paths[i]
		if path.Category != lint.NewPassRole && path.Category != lint.ExistingRole {
			continue
		}
		service, err := x.host(role, path)
		if err != nil {
			return err
		}
		if service == "" {
			continue
		}
		list, err := x.startOf(path, role, service, passers)
		if err != nil {
			return err
		}
		for _, p := range list {
			if err := x.passingBy(path, p, role, service, out); err != nil {
				return err
			}
		}
	}
	return nil
}

// host gives the service principal that a path gives the role to; empty when the role
// does not let it in.
func (x *explorer) host(role *Principal, path *lint.EscalationPath) (string, error) {
	for _, s := range path.PassedTo {
		ok, err := x.hosted(role, s)
		if ok || err != nil {
			return s, err
		}
	}
	return "", nil
}

// startOf gives who may begin a path to a role: who may pass the role, or, on a path
// that passes none, who has its first permission on something.
func (x *explorer) startOf(path *lint.EscalationPath, role *Principal, service string, known map[string][]passer) ([]passer, error) {
	if slices.Contains(path.Permissions, "iam:PassRole") {
		list, asked := known[service]
		if asked {
			return list, nil
		}
		err := x.who("iam:PassRole", role, map[string][]string{"iam:PassedToService": {service}}, func(p *Principal, o outcome) error {
			list = append(list, passer{p, o})
			return nil
		})
		known[service] = list
		return list, err
	}
	var list []passer
	for _, p := range x.view(path.Permissions[0]).candidates {
		if p == role || x.only != nil && p != x.only || x.skip != nil && x.skip(p) {
			continue
		}
		list = append(list, passer{p, outcome{decision: eval.Allowed}})
	}
	return list, nil
}

// passingBy adds a path of one principal to a role, if it can go it.
func (x *explorer) passingBy(path *lint.EscalationPath, p passer, role *Principal, service string, out *[]edge) error {
	able, err := x.ableTo(p.who, path)
	if err != nil || !able.possible() {
		return err
	}
	o := p.outcome.and(able)
	s := &Step{From: p.who.ARN, To: role.ARN, Path: path.ID, Actions: path.Permissions, Service: service, Conditions: o.conditions, Method: MethodExistingRole}
	name, _, _ := strings.Cut(path.ID, "-")
	if slices.Contains(path.Permissions, "iam:PassRole") {
		s.Method = MethodPassRole
		s.finish("%s gives %s to %s (%s) and runs code with it.", shortName(p.who.ARN), shortName(role.ARN), service, name)
	} else {
		s.Assumes = fmt.Sprintf("something of %s that runs with %s exists", service, shortName(role.ARN))
		s.finish("%s takes over something of %s (%s) that runs with %s.", shortName(p.who.ARN), service, name, shortName(role.ARN))
	}
	*out = append(*out, edge{p.who, s})
	return nil
}
