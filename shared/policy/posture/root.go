package posture

import "strconv"

// rootARN is the root user's.
func (a *audit) rootARN() string {
	if a.Account != nil {
		return "arn:" + a.Account.Partition + ":iam::" + a.Account.ID + ":root"
	}
	for i := range a.Users {
		if a.Users[i].Root() {
			return a.Users[i].ARN
		}
	}
	return "root"
}

// The members of the summary map are of "GetAccountSummary" (AWS IAM API Reference).

func rootKeys(a *audit) error {
	n := a.Summary["AccountAccessKeysPresent"]
	if n == 0 {
		return nil
	}
	evidence := []Fact{fact("access keys", strconv.Itoa(n))}
	for i := range a.Users {
		for _, k := range a.Users[i].Keys {
			if a.Users[i].Root() && k.Active {
				evidence = append(evidence, fact(k.Name+" last used", date(k.Used)))
			}
		}
	}
	a.add(Critical, a.rootARN(), Fix{Text: "Find out what uses the key, give that a role of its own, then delete the key as the root user (Security credentials)."}, evidence)
	return nil
}

func rootMFA(a *audit) error {
	if a.Summary["AccountMFAEnabled"] == 0 {
		a.add(Critical, a.rootARN(), Fix{Text: "Sign in as the root user and add at least one passkey or hardware device, better two, kept in different places."}, []Fact{fact("MFA", "none")})
	}
	return nil
}

func rootVirtual(a *audit) error {
	if a.RootVirtualMFA && a.Summary["AccountMFAEnabled"] != 0 {
		a.add(Low, a.rootARN(), Fix{Text: "Add a passkey or hardware device to the root user, then remove the virtual one."}, []Fact{fact("MFA", "virtual")})
	}
	return nil
}

func rootUsed(a *audit) error {
	for i := range a.Users {
		c := &a.Users[i]
		if !c.Root() {
			continue
		}
		last := c.PasswordUsed
		for _, k := range c.Keys {
			if k.Used.After(last) {
				last = k.Used
			}
		}
		if age := a.Now.Sub(last); !last.IsZero() && age < a.Limits.RootUse {
			a.add(Medium, c.ARN, Fix{Text: "Use the root user only for the few tasks that need it, and a role for all others; look in CloudTrail what it was used for."},
				[]Fact{fact("last used", date(last)), fact("that is", days(age)+" ago")})
		}
	}
	return nil
}
