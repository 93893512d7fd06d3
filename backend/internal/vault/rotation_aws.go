package vault

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
)

// keyCalls are the calls of AWS that a rotation makes with one key.
type keyCalls struct {
	iam *iam.Client
	sts *sts.Client
}

func (s *Service) keyCalls(sc access.Scope, key gateway.Key) keyCalls {
	config := s.gateway.Config(sc, key)
	return keyCalls{iam.NewFromConfig(config), sts.NewFromConfig(config)}
}

// whose is the ARN of the key's owner.
func (c keyCalls) whose(ctx context.Context) (string, error) {
	who, err := c.sts.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return "", err
	}
	return aws.ToString(who.Arn), nil
}

// whoseNew is whose for a key that AWS may not know everywhere yet.
func (c keyCalls) whoseNew(ctx context.Context) (arn string, err error) {
	err = c.untilKnown(ctx, func() error {
		arn, err = c.whose(ctx)
		return err
	})
	return arn, err
}

// untilKnown tries again while AWS does not know the key that it has just made.
func (c keyCalls) untilKnown(ctx context.Context, call func() error) error {
	end := time.Now().Add(acceptTime)
	for wait := 500 * time.Millisecond; ; wait = min(2*wait, 4*time.Second) {
		err := call()
		if err == nil || !unknownKey(err) || time.Now().Add(wait).After(end) {
			return err
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}

// unknownKey tells whether AWS says that it does not know the key ("Common
// error types", IAM and STS API references).
func unknownKey(err error) bool {
	f := fault.Of(err)
	if f.AWS() == nil {
		return false
	}
	switch f.AWS().Code {
	case "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "AuthFailure":
		return true
	}
	return false
}

// list gives the access keys of the user. AWS allows two.
func (c keyCalls) list(ctx context.Context, user string) (all []types.AccessKeyMetadata, err error) {
	pages := iam.NewListAccessKeysPaginator(c.iam, &iam.ListAccessKeysInput{UserName: &user})
	for pages.HasMorePages() {
		out, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, out.AccessKeyMetadata...)
	}
	return all, nil
}

// create makes a key. It is asked for once: an answer that is lost is no reason
// to ask again.
func (c keyCalls) create(ctx context.Context, user string) (*types.AccessKey, error) {
	out, err := c.iam.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: &user}, func(o *iam.Options) { o.Retryer = aws.NopRetryer{} })
	if err != nil {
		return nil, err
	}
	if out.AccessKey == nil || out.AccessKey.AccessKeyId == nil || out.AccessKey.SecretAccessKey == nil {
		return nil, gateway.ErrUnreachable.Saying("AWS answered without a key. Is something between the server and AWS?")
	}
	return out.AccessKey, nil
}

// deactivate makes a key useless; one that is gone is as good.
func (c keyCalls) deactivate(ctx context.Context, user, id string) error {
	return c.untilKnown(ctx, func() error {
		_, err := c.iam.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{UserName: &user, AccessKeyId: &id, Status: types.StatusTypeInactive})
		return unlessGone(err)
	})
}

// delete deletes a key; one that is gone is as good.
func (c keyCalls) delete(ctx context.Context, user, id string) error {
	return c.untilKnown(ctx, func() error { return c.deleteOnce(ctx, user, id) })
}

// deleteOnce is delete with a key that AWS has known for long.
func (c keyCalls) deleteOnce(ctx context.Context, user, id string) error {
	_, err := c.iam.DeleteAccessKey(ctx, &iam.DeleteAccessKeyInput{UserName: &user, AccessKeyId: &id})
	return unlessGone(err)
}

// used tells whether a key has ever been used.
func (c keyCalls) used(ctx context.Context, id string) (bool, error) {
	out, err := c.iam.GetAccessKeyLastUsed(ctx, &iam.GetAccessKeyLastUsedInput{AccessKeyId: &id})
	if err != nil {
		return false, err
	}
	return out.AccessKeyLastUsed != nil && out.AccessKeyLastUsed.LastUsedDate != nil, nil
}

func unlessGone(err error) error {
	var gone *types.NoSuchEntityException
	if errors.As(err, &gone) {
		return nil
	}
	return err
}
