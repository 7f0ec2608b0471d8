/* SPDX-License-Identifier: ISC */
/*
 * A connection completed before its key was on the listener is handed out by
 * accept(), unsigned, and no socket option tells.  The saved SYN does: it
 * must carry the option of the key (RFC 2385, RFC 5925), and the TTL that
 * RFC 5082 asks for.
 */
#include <netinet/in.h>

#include "syn.h"

enum { OPTION_END, OPTION_NOP, OPTION_MD5 = 19, OPTION_AO = 29 };

static int
ip_read(struct rbuf *b, uint8_t *ttl)
{
	struct rbuf h = *b, head;
	uint8_t first;

	if (rbuf_u8(&h, &first) == -1)
		return -1;
	if (first >> 4 == 4) {
		if ((first & 15) < 5 ||
		    rbuf_sub(b, (size_t)(first & 15) * 4, &head) == -1 ||
		    head.p[9] != IPPROTO_TCP)
			return -1;
		*ttl = head.p[8];
		return 0;
	}
	if (first >> 4 != 6 || rbuf_sub(b, 40, &head) == -1 ||
	    head.p[6] != IPPROTO_TCP)
		return -1;
	*ttl = head.p[7];
	return 0;
}

static int
options_read(struct rbuf o, struct syn *s)
{
	uint8_t kind, len;

	while (rbuf_u8(&o, &kind) == 0 && kind != OPTION_END) {
		if (kind == OPTION_NOP)
			continue;
		if (rbuf_u8(&o, &len) == -1 || len < 2 ||
		    rbuf_skip(&o, (size_t)len - 2) == -1)
			return -1;
		if (kind == OPTION_MD5)
			s->md5 = true;
		else if (kind == OPTION_AO)
			s->ao = true;
	}
	return 0;
}

int
syn_read(struct rbuf b, struct syn *s)
{
	struct syn n = { 0 };
	struct rbuf head, options;
	size_t len;

	if (ip_read(&b, &n.ttl) == -1 || rbuf_sub(&b, 20, &head) == -1)
		return -1;
	len = (size_t)(head.p[12] >> 4) * 4;
	if (len < 20 || rbuf_sub(&b, len - 20, &options) == -1 ||
	    options_read(options, &n) == -1)
		return -1;
	*s = n;
	return 0;
}
