/* SPDX-License-Identifier: ISC */
/*
 * RFC 4648 base64, both ways: neither the parsing child nor the engines link
 * a crypto library for it.
 */
#include <string.h>

#include "config/conf_secret.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The length, or -1. */
static int
base64_decode(const char *s, uint8_t out[CONF_KEY_MAX])
{
	uint32_t v = 0;
	unsigned bits = 0;
	const char *p;
	size_t n = 0, len = strlen(s), pad = 0;

	while (pad < 2 && len > 0 && s[len - 1] == '=') {
		len--;
		pad++;
	}
	if ((len + pad) % 4 != 0 || len % 4 == 1)
		return -1;
	for (; len > 0; s++, len--) {
		p = strchr(alphabet, *s);
		if (p == NULL || *p == '\0')
			return -1;
		v = (v << 6 | (uint32_t)(p - alphabet)) & 0xffffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			if (n == CONF_KEY_MAX)
				return -1;
			out[n++] = (uint8_t)(v >> bits);
		}
	}
	return n == 0 ? -1 : (int)n;
}

int
conf_secret_octets(const char *s, enum conf_base64 how,
    uint8_t out[CONF_KEY_MAX])
{
	size_t len = strlen(s);
	int n;

	memset(out, 0, CONF_KEY_MAX);
	if (how != BASE64_NO) {
		n = base64_decode(s, out);
		if (n != -1 || how == BASE64_YES)
			return n;
		memset(out, 0, CONF_KEY_MAX);
	}
	if (len == 0 || len > CONF_KEY_MAX)
		return -1;
	memcpy(out, s, len);
	return (int)len;
}

void
conf_secret_base64(const uint8_t *p, size_t n, char *out)
{
	uint32_t v;
	size_t i, k;

	for (i = 0; i < n; i += 3) {
		v = (uint32_t)p[i] << 16;
		if (i + 1 < n)
			v |= (uint32_t)p[i + 1] << 8;
		if (i + 2 < n)
			v |= p[i + 2];
		for (k = 0; k < 4; k++)
			*out++ = i + k > n ? '=' :
			    alphabet[v >> (18 - 6 * k) & 63];
	}
	*out = '\0';
}
