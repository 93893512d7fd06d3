package iam

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// credentials reads what a user signs in and signs requests with.
func (s *principalState) credentials(ctx context.Context, c *iam.Client, user string, p part) error {
	switch p {
	case partKeys:
		keys, err := keysOfUser(ctx, c, user)
		s.Keys = map[string]string{}
		for i := range keys {
			s.Keys[aws.ToString(keys[i].AccessKeyId)] = string(keys[i].Status)
		}
		return err
	case partLogin:
		_, err := c.GetLoginProfile(ctx, &iam.GetLoginProfileInput{UserName: &user})
		if gone(err) { // AWS's way to say that there is no password ("GetLoginProfile", IAM API reference)
			return nil
		}
		s.Login = err == nil
		return err
	case partMFA:
		devices, err := devicesOf(ctx, c, user)
		for i := range devices {
			s.MFA = append(s.MFA, aws.ToString(devices[i].SerialNumber))
		}
		return err
	case partSSH:
		return s.sshKeys(ctx, c, user)
	case partCertificates:
		return s.certificates(ctx, c, user)
	case partServices:
		return s.serviceCredentials(ctx, c, user)
	}
	return fmt.Errorf("iam: %q is no part of a user", p)
}

func keysOfUser(ctx context.Context, c *iam.Client, user string) (out []types.AccessKeyMetadata, err error) {
	for p := iam.NewListAccessKeysPaginator(c, &iam.ListAccessKeysInput{UserName: &user}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, answer.AccessKeyMetadata...)
	}
	return out, nil
}

func devicesOf(ctx context.Context, c *iam.Client, user string) (out []types.MFADevice, err error) {
	for p := iam.NewListMFADevicesPaginator(c, &iam.ListMFADevicesInput{UserName: &user}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, answer.MFADevices...)
	}
	return out, nil
}

func (s *principalState) sshKeys(ctx context.Context, c *iam.Client, user string) error {
	s.SSH = map[string]string{}
	for p := iam.NewListSSHPublicKeysPaginator(c, &iam.ListSSHPublicKeysInput{UserName: &user}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, k := range answer.SSHPublicKeys {
			key, err := c.GetSSHPublicKey(ctx, &iam.GetSSHPublicKeyInput{UserName: &user, SSHPublicKeyId: k.SSHPublicKeyId, Encoding: types.EncodingTypeSsh})
			if err != nil {
				return err
			}
			s.SSH[aws.ToString(k.SSHPublicKeyId)] = aws.ToString(key.SSHPublicKey.SSHPublicKeyBody)
		}
	}
	return nil
}

func (s *principalState) certificates(ctx context.Context, c *iam.Client, user string) error {
	s.Certificates = map[string]string{}
	for p := iam.NewListSigningCertificatesPaginator(c, &iam.ListSigningCertificatesInput{UserName: &user}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, one := range answer.Certificates {
			s.Certificates[aws.ToString(one.CertificateId)] = aws.ToString(one.CertificateBody)
		}
	}
	return nil
}

// serviceCredentials reads the credentials of single services, such as CodeCommit.
func (s *principalState) serviceCredentials(ctx context.Context, c *iam.Client, user string) error {
	s.Services = map[string]string{}
	in := &iam.ListServiceSpecificCredentialsInput{UserName: &user}
	for {
		answer, err := c.ListServiceSpecificCredentials(ctx, in)
		if err != nil {
			return err
		}
		for _, one := range answer.ServiceSpecificCredentials {
			s.Services[aws.ToString(one.ServiceSpecificCredentialId)] = aws.ToString(one.ServiceName)
		}
		if !answer.IsTruncated {
			return nil
		}
		in.Marker = answer.Marker
	}
}
