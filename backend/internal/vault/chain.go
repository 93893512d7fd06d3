package vault

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

const (
	// maxRoles is how many roles are assumed one with another at most. AWS sets
	// no limit; each one costs a call and an hour is all that any of them lasts.
	maxRoles = 4
	// maxChained is how long a role's session may last that is assumed with the
	// session of another role, in seconds ("Roles terms and concepts", role
	// chaining, IAM User Guide).
	maxChained = 3600
)

// chain is a role and what it is assumed with: the role itself first, then its
// base, the base of that, and so on to a credential that is no assumed role.
type chain []*credentialRow

// base is what the first role is assumed with.
func (c chain) base() *credentialRow { return c[1] }

// root is the credential that all begins with.
func (c chain) root() *credentialRow { return c[len(c)-1] }

// chained tells whether the role is assumed with a role's session: that of
// another role, or of a role of IAM Identity Center.
func (c chain) chained() bool { return c.base().Kind != kindAccessKey }

// version changes with every edit of any part.
func (c chain) version() string {
	var out strings.Builder
	for _, row := range c {
		fmt.Fprint(&out, row.ID, " ", row.UpdatedAt.UnixMicro(), " ")
	}
	return out.String()
}

// chainOf follows a role to what all begins with. A ring of roles, which no
// edit lets come about, is refused as one that is too long.
func (s *Service) chainOf(ctx context.Context, sc access.Scope, row *credentialRow) (chain, error) {
	out := chain{row}
	for last := row; last.Kind == kindAssumeRole; last = out.root() {
		if len(out) > maxRoles {
			return nil, ErrBase.Saying("%d roles are assumed one with another at most, and behind %s there are more.", maxRoles, row.Label)
		}
		if last.BaseCredentialID == nil {
			return nil, ErrBase
		}
		base, err := s.store.byID(ctx, sc, *last.BaseCredentialID)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(r *credentialRow) bool { return r.ID == base.ID }) {
			return nil, ErrBase.Saying("%s would be assumed with itself.", base.Label)
		}
		out = append(out, base)
	}
	return out, nil
}

// checkBase holds a role against what it is to be assumed with. above is how
// many roles are assumed with this one already, one with another.
func (s *Service) checkBase(ctx context.Context, sc access.Scope, role *credentialRow, above int) (*credentialRow, error) {
	const field = "body.base_credential_id"
	all, err := s.chainOf(ctx, sc, role)
	if errors.Is(err, ErrBase) {
		return nil, fault.Of(err).At(field, "leads to no credential that this role can be assumed with")
	}
	if err != nil {
		return nil, err
	}
	base := all.base()
	switch roles := len(all) - 1; {
	case above+roles > maxRoles:
		return nil, ErrBase.Saying("%d roles are assumed one with another at most, and these would be %d.", maxRoles, above+roles).
			At(field, "has too many roles behind it")
	case !all.chained():
		return base, nil
	case base.MFASerial != "":
		return nil, ErrBase.Saying("%s is assumed with a code of an MFA device each time, which nobody is asked for when another role is assumed with it.", base.Label).
			At(field, "must not need an MFA code")
	case role.MFASerial != "":
		return nil, ErrBase.Saying("AWS takes a code of an MFA device from an IAM user's access key only, not from the session of a role.").
			At("body.mfa_serial", "works with an access key as the base only")
	case role.DurationSeconds > maxChained:
		return nil, ErrBase.Saying("AWS gives sessions of at most an hour to a role that is assumed with another role.").
			At("body.duration_seconds", "must be at most 3600 with this base")
	}
	return base, nil
}

// rolesAbove is how many roles are assumed with one, one with another, at the
// longest place.
func (s *Service) rolesAbove(ctx context.Context, sc access.Scope, id int64) (int, error) {
	height, level := 0, []int64{id}
	for ; height <= maxRoles; height++ {
		var next []int64
		for _, base := range level {
			roles, err := s.store.rolesOf(ctx, sc, base)
			if err != nil {
				return 0, err
			}
			for i := range roles {
				next = append(next, roles[i].ID)
			}
		}
		if len(next) == 0 {
			break
		}
		level = next
	}
	return height, nil
}

// sessionVersion is the version of what a chain's sessions come from. Where a
// sign-in is needed first it is the fault of that, though sessions from before
// may last.
func (s *Service) sessionVersion(ctx context.Context, sc access.Scope, all chain) (string, error) {
	root := all.root()
	if root.Kind != kindIdentityCenter {
		return all.version(), nil
	}
	sign, err := s.signedIn(ctx, sc, root)
	if err != nil {
		return "", err
	}
	return all.version() + versionOf(root, sign), nil
}

// naming says of a fault that the sign-in is needed whose it is.
func (c chain) naming(err error) error {
	if !errors.Is(err, ErrSignInNeeded) {
		return err
	}
	return ErrSignInNeeded.Saying("%s is assumed with %s, whose sign-in to IAM Identity Center is over, or has not been made yet. "+
		"Sign in under Settings, AWS credentials, then try again.", c[0].Label, c.root().Label)
}

// changeBase adds what a role is assumed with from now on to the columns of an
// edit; nil leaves it.
func (s *Service) changeBase(ctx context.Context, sc access.Scope, role credentialRow, to *int64, columns map[string]any, changed map[string]string) error {
	if to == nil {
		return nil
	}
	above, err := s.rolesAbove(ctx, sc, role.ID)
	if err != nil {
		return err
	}
	role.BaseCredentialID = to
	base, err := s.checkBase(ctx, sc, &role, above)
	if err != nil {
		return err
	}
	columns["base_credential_id"], changed["base"] = base.ID, base.Label
	return nil
}
