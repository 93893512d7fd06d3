package posture

import (
	"strconv"
	"strings"
)

func passwordPolicyNone(a *audit) error {
	if a.PasswordPolicy == nil {
		a.add(Medium, a.rootARN(), Fix{Text: "Set a password policy: at least 14 characters, and no reuse of the last 24 passwords."}, []Fact{fact("password policy", "none")})
	}
	return nil
}

// The limits of a good password policy are those of the CIS AWS Foundations Benchmark.
const (
	goodLength = 14
	goodReuse  = 24
)

func passwordPolicyWeak(a *audit) error {
	p := a.PasswordPolicy
	if p == nil {
		return nil
	}
	for _, field := range []struct {
		name   string
		weak   bool
		value  string
		should string
	}{
		{"MinimumPasswordLength", p.MinimumPasswordLength < goodLength, strconv.Itoa(p.MinimumPasswordLength), "at least " + strconv.Itoa(goodLength)},
		{"PasswordReusePrevention", p.PasswordReusePrevention < goodReuse, strconv.Itoa(p.PasswordReusePrevention), strconv.Itoa(goodReuse)},
		{"RequireSymbols", !p.RequireSymbols && p.MinimumPasswordLength < goodLength, "false", "true"},
		{"RequireNumbers", !p.RequireNumbers && p.MinimumPasswordLength < goodLength, "false", "true"},
		{"RequireUppercaseCharacters", !p.RequireUppercaseCharacters && p.MinimumPasswordLength < goodLength, "false", "true"},
		{"RequireLowercaseCharacters", !p.RequireLowercaseCharacters && p.MinimumPasswordLength < goodLength, "false", "true"},
		{"AllowUsersToChangePassword", !p.AllowUsersToChangePassword, "false", "true"},
	} {
		if field.weak {
			severity := Low
			if field.name == "MinimumPasswordLength" {
				severity = Medium
			}
			a.add(severity, a.rootARN(), Fix{Text: "Set " + field.name + " to " + field.should + " and keep the other fields as they are."},
				[]Fact{fact(field.name, field.value), fact("should be", field.should)}, field.name)
		}
	}
	return nil
}

func certificateExpired(a *audit) error {
	for _, c := range a.Certificates {
		if !c.Expiration.IsZero() && !a.Now.Before(c.Expiration) {
			a.add(Medium, c.Arn, Fix{Text: "Delete the certificate, or replace it by one of AWS Certificate Manager, which renews itself."},
				[]Fact{fact("ended", date(c.Expiration)), fact("that is", days(a.Now.Sub(c.Expiration))+" ago")})
		}
	}
	return nil
}

func certificateSoon(a *audit) error {
	for _, c := range a.Certificates {
		if left := c.Expiration.Sub(a.Now); left > 0 && left <= a.Limits.CertificateSoon {
			a.add(Low, c.Arn, Fix{Text: "Replace the certificate in time, by one of AWS Certificate Manager, which renews itself."},
				[]Fact{fact("ends", date(c.Expiration)), fact("that is in", days(left))})
		}
	}
	return nil
}

func samlExpired(a *audit) error {
	for _, p := range a.SAMLProviders {
		if !p.ValidUntil.IsZero() && !a.Now.Before(p.ValidUntil) {
			a.add(Medium, p.Arn, Fix{Text: "Update the provider with new metadata of the identity provider, or delete it if nothing uses it."}, []Fact{fact("valid until", date(p.ValidUntil))})
		}
	}
	return nil
}

func oidcUnused(a *audit) error {
	for _, p := range a.OIDCProviders {
		used := false
		for i := range a.Snapshot.Roles {
			used = used || strings.Contains(string(a.Snapshot.Roles[i].AssumeRolePolicyDocument), p.Arn)
		}
		if !used {
			a.add(Low, p.Arn, Fix{Text: "Delete the provider if no role is meant to trust it."}, []Fact{fact("provider", p.URL)})
		}
	}
	return nil
}
