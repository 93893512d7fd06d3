package seal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/smithy-go"
	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
)

// ErrKMS is given when AWS KMS does not open or wrap the master key.
var ErrKMS = errors.New("AWS KMS")

// Times of a call of AWS KMS: it is asked once, at the start.
const (
	kmsTime     = 20 * time.Second // for all attempts
	kmsAttempt  = 5 * time.Second
	kmsAttempts = 3
)

// openOne opens the master key that one key of AWS KMS keeps, or makes it.
func (s Settings) openOne(ctx context.Context, db database, sc access.Scope, key string, row *serverKeyRow) (*Master, error) {
	ctx, cancel := context.WithTimeout(ctx, kmsTime)
	defer cancel()
	client, err := s.client(ctx, key)
	if err != nil {
		return nil, s.because("opened", key, err)
	}
	if row == nil {
		if row, err = s.make(ctx, db, sc, client, key); err != nil {
			return nil, err
		}
	}
	// The key is named besides the ciphertext, so that no other key that these
	// credentials may use opens it ("Decrypt", AWS KMS API Reference).
	out, err := client.Decrypt(ctx, &kms.DecryptInput{KeyId: &key, CiphertextBlob: row.WrappedKey, EncryptionContext: s.encryptionContext()})
	if err != nil {
		return nil, s.because("opened", key, err)
	}
	m, err := masterOf(out.Plaintext)
	if err != nil {
		return nil, err
	}
	if m.ID() != row.MasterKeyID {
		return nil, fmt.Errorf("seal: the row %s of server_keys holds another master key than %s, as which it is known: it was changed", row.Name, row.MasterKeyID)
	}
	return m, nil
}

// make makes a master key, has AWS KMS wrap it and stores it, unless another
// server was faster; it gives whichever is stored.
func (s Settings) make(ctx context.Context, db database, sc access.Scope, client *kms.Client, key string) (row *serverKeyRow, err error) {
	secret := make([]byte, keySize)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	m, err := masterOf(secret)
	if err != nil {
		return nil, err
	}
	out, err := client.Encrypt(ctx, &kms.EncryptInput{KeyId: &key, Plaintext: secret, EncryptionContext: s.encryptionContext()})
	if err != nil {
		return nil, s.because("wrapped", key, err)
	}
	made := serverKeyRow{Name: kmsScheme + key, MasterKeyID: m.ID(), WrappedKey: out.CiphertextBlob, CreatedAt: now()}
	err = db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := db.For(ctx, sc).Clauses(clause.OnConflict{DoNothing: true}).Create(&made).Error; err != nil {
			return err
		}
		row, err = serverKey(ctx, db, sc, made.Name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("seal: storing the master key of %s: %w", key, err)
	}
	return row, nil
}

// encryptionContext is bound into the ciphertext, stands in CloudTrail's records
// of each use, and can be asked for by a key policy ("Encryption context", AWS
// KMS Developer Guide).
func (s Settings) encryptionContext() map[string]string {
	return map[string]string{"iamcopilot:purpose": "master-key", "iamcopilot:deployment": s.Deployment}
}

// client is a client of AWS KMS with the server's own credentials: its
// environment, profile or role. It is the only one that has them; no tenant's
// call is ever made with it.
func (s Settings) client(ctx context.Context, key string) (*kms.Client, error) {
	parsed, err := arn.Parse(key)
	if err != nil {
		return nil, err
	}
	config, err := awsconfig.LoadDefaultConfig(ctx,
		awsconfig.WithRegion(parsed.Region), awsconfig.WithAppID("iam-copilot"),
		awsconfig.WithHTTPClient(awshttp.NewBuildableClient().WithTimeout(kmsAttempt).
			WithTransportOptions(func(t *http.Transport) { t.DisableKeepAlives = true })),
		awsconfig.WithRetryer(func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) { o.MaxAttempts, o.MaxBackoff = kmsAttempts, time.Second })
		}))
	if err != nil {
		return nil, err
	}
	return kms.NewFromConfig(config, func(o *kms.Options) {
		o.APIOptions = append(o.APIOptions, gateway.Traced(parsed.Region))
		if s.Endpoint != "" {
			o.BaseEndpoint = &s.Endpoint
		}
	}), nil
}

// because puts into a sentence why AWS KMS did not do it, and what helps
// ("Errors" of Decrypt and Encrypt, AWS KMS API Reference).
func (s Settings) because(done, key string, err error) error {
	why := "it does not answer: " + plain(err)
	var refused smithy.APIError
	var offline net.Error
	switch {
	case errors.As(err, &refused):
		why = s.refusal(refused)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &offline) && offline.Timeout():
		why = "it did not answer in time"
	}
	return fmt.Errorf("seal: the master key cannot be %s with %w key %s: %s", done, ErrKMS, key, why)
}

// refusal says what a refusal of AWS KMS means here.
func (s Settings) refusal(refused smithy.APIError) string {
	hint := ""
	switch refused.ErrorCode() {
	case "InvalidCiphertextException":
		hint = fmt.Sprintf("it was wrapped under another DEPLOYMENT_ID than %q, or the row in server_keys was changed", s.Deployment)
	case "IncorrectKeyException":
		hint = "another key wrapped it"
	case "DisabledException", "KMSInvalidStateException":
		hint = "the key is disabled, or waits for its deletion: enable it, or cancel the deletion"
	case "NotFoundException":
		hint = "there is no such key in this Region and account"
	case "AccessDeniedException", "UnrecognizedClientException", "InvalidClientTokenId", "ExpiredTokenException", "IncompleteSignature", "SignatureDoesNotMatch", "InvalidSignatureException":
		hint = "the server's own AWS credentials may not use it: they need kms:Encrypt and kms:Decrypt on this key"
	case "InvalidKeyUsageException":
		hint = "it must be a symmetric key for ENCRYPT_DECRYPT"
	}
	text := refused.ErrorCode()
	if message := refused.ErrorMessage(); message != "" {
		text += " (" + message + ")"
	}
	if hint != "" {
		text += ": " + hint
	}
	return text
}

// plain is the innermost reason of a failure to reach AWS, which says more than
// the layers around it.
func plain(err error) string {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}
