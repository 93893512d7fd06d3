package posture

import (
	"time"
)

// people gives the credentials of users that are not the root user.
func (a *audit) people(each func(c *Credential)) {
	for i := range a.Users {
		if !a.Users[i].Root() {
			each(&a.Users[i])
		}
	}
}

func userMFA(a *audit) error {
	a.people(func(c *Credential) {
		if c.Password && !c.MFA {
			a.add(High, c.ARN, Fix{Text: "Have the user add an MFA device, a passkey best; until then deny everything but that with the condition aws:MultiFactorAuthPresent, or remove the password if the console is not needed."},
				[]Fact{fact("console password", "yes"), fact("MFA", "none"), fact("password last used", date(c.PasswordUsed))})
		}
	})
	return nil
}

func keyOld(a *audit) error {
	a.people(func(c *Credential) {
		for _, k := range c.Keys {
			if age := a.Now.Sub(k.Since); k.Active && !k.Since.IsZero() && age > a.Limits.KeyAge {
				a.add(Medium, c.ARN, Fix{Text: "Make a second key, change over to it, deactivate this one, and delete it when nothing complains; better, use a role."},
					[]Fact{fact("key", k.Name), fact("in use since", date(k.Since)), fact("age", days(age)), fact("last used", date(k.Used))}, k.Name)
			}
		}
	})
	return nil
}

// idle is how long something was not used that exists since a time.
func (a *audit) idle(since, used time.Time) (time.Duration, bool) {
	last := used
	if last.IsZero() {
		last = since
	}
	if last.IsZero() {
		return 0, false
	}
	age := a.Now.Sub(last)
	return age, age >= a.Limits.Unused
}

func keyUnused(a *audit) error {
	a.people(func(c *Credential) {
		for _, k := range c.Keys {
			since := k.Since
			if since.IsZero() {
				since = c.Created
			}
			if age, unused := a.idle(since, k.Used); k.Active && unused {
				a.add(Medium, c.ARN, Fix{Text: "Deactivate the key; delete it after a while in which nobody misses it."},
					[]Fact{fact("key", k.Name), fact("in use since", date(k.Since)), fact("last used", date(k.Used)), fact("not used for", days(age))}, k.Name)
			}
		}
	})
	return nil
}

func keysTwo(a *audit) error {
	a.people(func(c *Credential) {
		var active []string
		for _, k := range c.Keys {
			if k.Active {
				active = append(active, k.Name)
			}
		}
		if len(active) > 1 {
			a.add(Low, c.ARN, Fix{Text: "End the rotation: deactivate the older key, then delete it."}, []Fact{fact("active keys", listed(active))})
		}
	})
	return nil
}

func passwordUnused(a *audit) error {
	a.people(func(c *Credential) {
		since := c.PasswordChanged
		if since.IsZero() {
			since = c.Created
		}
		if age, unused := a.idle(since, c.PasswordUsed); c.Password && unused {
			a.add(Medium, c.ARN, Fix{Text: "Remove the user's console password (delete the login profile)."},
				[]Fact{fact("last used", date(c.PasswordUsed)), fact("not used for", days(age))})
		}
	})
	return nil
}

func userUnused(a *audit) error {
	a.people(func(c *Credential) {
		last, able := time.Time{}, c.Password
		if c.PasswordUsed.After(last) {
			last = c.PasswordUsed
		}
		for _, k := range c.Keys {
			able = able || k.Active
			if k.Used.After(last) {
				last = k.Used
			}
		}
		if age, unused := a.idle(c.Created, last); able && unused && a.Now.Sub(c.Created) >= a.Limits.Unused {
			a.add(Medium, c.ARN, Fix{Text: "Ask whose it is; deactivate its keys and remove its password, then delete the user."},
				[]Fact{fact("created", date(c.Created)), fact("last used", date(last)), fact("not used for", days(age))})
		}
	})
	return nil
}

func userDirect(a *audit) error {
	for i := range a.Snapshot.Users {
		u := &a.Snapshot.Users[i]
		var names []string
		for _, p := range u.AttachedManagedPolicies {
			names = append(names, p.PolicyName)
		}
		if len(names) > 0 {
			a.add(Low, u.Arn, Fix{Text: "Attach the policies to a group that the user is in, or to a role that the user assumes, and detach them from the user."}, []Fact{fact("attached policies", listed(names))})
		}
	}
	return nil
}

func groupEmpty(a *audit) error {
	members := map[string]bool{}
	for i := range a.Snapshot.Users {
		for _, g := range a.Snapshot.Users[i].GroupList {
			members[g] = true
		}
	}
	for i := range a.Snapshot.Groups {
		if g := &a.Snapshot.Groups[i]; !members[g.GroupName] {
			a.add(Low, g.Arn, Fix{Text: "Delete the group, with its policies detached, or put into it whom it is meant for."}, []Fact{fact("members", "0")})
		}
	}
	return nil
}
