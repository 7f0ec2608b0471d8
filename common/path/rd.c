/* SPDX-License-Identifier: ISC */
/*
 * Route distinguishers: two octets of type, then AS and number (type 0),
 * address and number (1), or 4-octet AS and number (2), RFC 4364 4.2.
 */
#include <string.h>

#include "bgp/addr.h"
#include "event/emit.h"
#include "path/attr_text.h"
#include "path/rd.h"
#include "text/token.h"

enum { RD_AS2, RD_ADDRESS, RD_AS4, RD_TYPES };

enum { HEAD_MAX = 32 };		/* with its NUL */

bool
rd_is_known(uint16_t type)
{
	return type < RD_TYPES;
}

void
rd_print(struct wbuf *out, const uint8_t rd[RD_SIZE])
{
	struct rbuf b = rbuf_of(rd, RD_SIZE);
	uint32_t wide = 0;
	uint16_t type = 0, narrow = 0;

	(void)rbuf_u16(&b, &type);
	switch (type) {
	case RD_AS2:
		(void)rbuf_u16(&b, &narrow);
		(void)rbuf_u32(&b, &wide);
		emit_number(out, narrow);
		wbuf_u8(out, ':');
		emit_number(out, wide);
		return;
	case RD_ADDRESS:
		emit_ipv4(out, b.p);
		break;
	case RD_AS4:
		(void)rbuf_u32(&b, &wide);
		emit_number(out, wide);
		if (wide <= UINT16_MAX)
			wbuf_u8(out, 'L');
		break;
	default:
		emit_hex(out, rd, RD_SIZE);
		return;
	}
	wbuf_u8(out, ':');
	emit_number(out, (uint32_t)rd[6] << 8 | rd[7]);
}

/* What stands before the colon: an address, or a number and perhaps an L. */
static int
parse_head(char *head, struct wbuf *w, uint64_t *max)
{
	struct addr a;
	uint32_t as;
	size_t n = strlen(head);
	bool wide = n > 0 && head[n - 1] == 'L';

	*max = UINT16_MAX;
	if (wide)
		head[n - 1] = '\0';
	if (text_asn(head, &as) == 0) {
		wide = wide || as > UINT16_MAX;
		wbuf_u16(w, wide ? RD_AS4 : RD_AS2);
		if (wide)
			wbuf_u32(w, as);
		else {
			wbuf_u16(w, (uint16_t)as);
			*max = UINT32_MAX;
		}
		return 0;
	}
	if (wide || addr_parse(head, &a) == -1 || a.af != ADDR_V4)
		return -1;
	wbuf_u16(w, RD_ADDRESS);
	wbuf_bytes(w, a.b, 4);
	return 0;
}

/* What stands before the colon, a string of its own. */
static int
take_head(const char *s, const char *colon, char head[HEAD_MAX])
{
	if (colon - s >= HEAD_MAX)
		return -1;
	memcpy(head, s, (size_t)(colon - s));
	head[colon - s] = '\0';
	return 0;
}

int
rd_parse(const char *s, uint8_t rd[RD_SIZE])
{
	const char *colon = strchr(s, ':');
	uint8_t made[RD_SIZE];
	uint64_t max, number;
	struct wbuf w;
	char head[HEAD_MAX];

	if (colon == NULL)
		return attr_hex(s, rd, RD_SIZE);
	if (take_head(s, colon, head) == -1)
		return -1;
	wbuf_fixed(&w, made, sizeof(made));
	if (parse_head(head, &w, &max) == -1 ||
	    text_u64(colon + 1, max, &number) == -1)
		return -1;
	if (max == UINT16_MAX)
		wbuf_u16(&w, (uint16_t)number);
	else
		wbuf_u32(&w, (uint32_t)number);
	memcpy(rd, made, sizeof(made));
	return 0;
}

static bool
is_digits(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

const char *
rd_bound(const char *head, const char *number)
{
	static const char *const bounds[RD_TYPES] = {
		[RD_AS2] = "the number after a 2-octet AS number goes to "
		    "4294967295",
		[RD_ADDRESS] = "the number after an IPv4 address goes to "
		    "65535",
		[RD_AS4] = "the number after a 4-octet AS number goes to "
		    "65535",
	};
	uint8_t made[RD_SIZE];
	uint64_t max, n;
	struct wbuf w;
	char text[HEAD_MAX];

	if (!is_digits(number))
		return NULL;
	if (is_digits(head) && text_u64(head, UINT32_MAX, &n) == -1)
		return "an AS number goes to 4294967295";
	if (take_head(head, head + strlen(head), text) == -1)
		return NULL;
	wbuf_fixed(&w, made, sizeof(made));
	if (parse_head(text, &w, &max) == -1 || text_u64(number, max, &n) == 0)
		return NULL;
	return bounds[made[1]];
}

const char *
rd_why(const char *s)
{
	const char *colon = strchr(s, ':');
	char head[HEAD_MAX];

	if (colon == NULL || take_head(s, colon, head) == -1)
		return NULL;
	return rd_bound(head, colon + 1);
}

int
rd_error(struct text_error *e, const struct token *tok, const char *word)
{
	const char *why = rd_why(tok->s);

	if (why != NULL)
		return text_error_token(e, tok, "%s: '%.64s': %s", word,
		    tok->s, why);
	return text_error_token(e, tok, "%s: '%.64s' is not ASN:number or "
	    "address:number", word, tok->s);
}
