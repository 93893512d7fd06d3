package principals

import (
	"bytes"
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/authorization"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// account gives what prepares the account to be asked about: from the snapshot that
// came with the question, from what was read a moment ago, or by asking AWS. Each
// opening of the credential is recorded, also when AWS need not be asked again.
func (s *Service) account(ctx context.Context, sc access.Scope, from source) (func() (keptAccount, error), error) {
	now := time.Now().UTC()
	if given := from.snapshot; len(given) > 0 && string(given) != "null" {
		read, err := engine.Read(bytes.NewReader(given))
		if err != nil {
			return nil, ErrSnapshot.Saying("%s", fault.Sentence(err.Error())).At("body.snapshot", err.Error())
		}
		return func() (keptAccount, error) {
			a, err := engine.New(read)
			return keptAccount{a, now}, err
		}, nil
	}
	if from.kept != 0 {
		return s.stored(ctx, sc, from.kept)
	}
	if err := mayRead(sc); err != nil {
		return nil, err
	}
	key, err := s.vault.Open(ctx, sc, from.credentialID, "iam:GetAccountAuthorizationDetails")
	if err != nil {
		return nil, err
	}
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	mark := keptKey{workspace, key.CredentialID, key.AccessKeyID}
	if k, ok := s.read.get(mark, now); ok && !from.again {
		return func() (keptAccount, error) { return k, nil }, nil
	}
	read, err := s.ask(ctx, sc, key)
	if err != nil {
		return nil, err
	}
	return func() (keptAccount, error) {
		a, err := engine.New(read)
		k := keptAccount{a, now}
		if err == nil {
			s.read.put(mark, k)
		}
		return k, err
	}, nil
}

// stored prepares an account as an audit has read it.
func (s *Service) stored(ctx context.Context, sc access.Scope, id int64) (func() (keptAccount, error), error) {
	read, at, err := s.kept.Kept(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	return func() (keptAccount, error) {
		a, err := engine.New(read)
		return keptAccount{a, at}, err
	}, nil
}

// Compare tells how access in an account changed between two snapshots.
func (s *Service) Compare(ctx context.Context, sc access.Scope, in api.CompareSnapshotsIn) (out api.AccountDiff, err error) {
	before, err := s.stored(ctx, sc, in.Body.BeforeID)
	if err != nil {
		return out, err
	}
	err = s.within(ctx, sc, source{kept: in.Body.AfterID}, func(after keptAccount) error {
		old, err := before()
		if err != nil {
			return ErrSnapshot.Saying("%s", fault.Sentence(err.Error()))
		}
		changed, err := engine.Compare(old.account, after.account)
		if err != nil {
			return ErrOtherAccount.Saying("%s", fault.Sentence(err.Error()))
		}
		return convert(changed, &out)
	})
	return out, err
}

// ask reads the account from AWS.
func (s *Service) ask(ctx context.Context, sc access.Scope, key gateway.Key) (*engine.Snapshot, error) {
	read, err := authorization.Details(ctx, iam.NewFromConfig(s.gateway.Config(sc, key)), nil)
	if err != nil {
		return nil, err
	}
	read.AccountID = key.AccountID
	return read, nil
}

// mayRead refuses to read the account for whoever may only ask about what comes with
// the question.
func mayRead(sc access.Scope) error {
	if !sc.Role().May(access.IAMRead) {
		return access.ErrForbidden.Saying("Your role in this workspace (%s) may not read AWS accounts: send a snapshot with the question.", sc.Role())
	}
	for _, p := range []access.Permission{access.IAMRead, access.VaultUse} {
		if sc.Allow(p) != nil {
			return access.ErrToken.Saying("This token is not good for reading AWS accounts: it takes the scope %s. Send a snapshot with the question.", p)
		}
	}
	return nil
}
