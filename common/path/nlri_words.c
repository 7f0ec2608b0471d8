/* SPDX-License-Identifier: ISC */
/*
 * What families of NLRI have in common, in words and in events: numbers,
 * addresses, route distinguishers, Ethernet segments, labels.
 */
#include <string.h>

#include "event/emit.h"
#include "path/attr_text.h"
#include "path/nlri_words.h"
#include "path/rd.h"

static const struct token *
value_token(const struct tokens *t, const char *word, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL)
		text_error_at(e, t, "%s: a value is missing", word);
	return tok;
}

int
nlri_value_rd(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	const struct token *tok = value_token(t, word, e);

	if (tok == NULL)
		return -1;
	if (rd_parse(tok->s, v) == -1)
		return rd_error(e, tok, word);
	t->at++;
	return 0;
}

int
nlri_value_u16(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	uint64_t n;

	if (token_u64(t, word, UINT16_MAX, &n, e) == -1)
		return -1;
	*(uint16_t *)v = (uint16_t)n;
	return 0;
}

int
nlri_value_u32(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	return token_u32(t, word, v, e);
}

int
nlri_value_asn(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	return value_token(t, word, e) == NULL ? -1 : token_asn(t, word, v, e);
}

int
nlri_value_addr(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	const struct token *tok = value_token(t, word, e);
	struct addr a;

	if (tok == NULL)
		return -1;
	if (addr_parse(tok->s, &a) == -1 || a.scope != 0)
		return text_error_token(e, tok, "%s: '%.64s' is not an IPv4 "
		    "or IPv6 address", word, tok->s);
	*(struct addr *)v = a;
	t->at++;
	return 0;
}

int
nlri_value_prefix(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	const struct token *tok = value_token(t, word, e);
	enum prefix_error err;

	if (tok == NULL)
		return -1;
	err = prefix_parse(tok->s, v, NULL);
	if (err != PREFIX_OK)
		return text_error_token(e, tok, "%s '%.64s': %s", word,
		    tok->s, prefix_error_text(err));
	t->at++;
	return 0;
}

/* n octets, two digits each, with colons between or with dashes. */
static int
parse_octets(const char *s, uint8_t *out, size_t n)
{
	const char between = strlen(s) > 2 && s[2] == '-' ? '-' : ':';
	uint8_t made[ESI_SIZE];
	char digits[] = "0x00";
	size_t i;

	if (strlen(s) != n * 3 - 1)
		return -1;
	for (i = 0; i < n; i++) {
		memcpy(digits + 2, s + i * 3, 2);
		if (attr_hex(digits, made + i, 1) == -1 ||
		    (i + 1 < n && s[i * 3 + 2] != between))
			return -1;
	}
	memcpy(out, made, n);
	return 0;
}

/* "0" and, as ExaBGP prints it, "-" are the one that says single-homed. */
int
nlri_value_esi(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	const struct token *tok = value_token(t, word, e);

	if (tok == NULL)
		return -1;
	if (strcmp(tok->s, "0") == 0 || strcmp(tok->s, "-") == 0)
		memset(v, 0, ESI_SIZE);
	else if (parse_octets(tok->s, v, ESI_SIZE) == -1 &&
	    attr_hex(tok->s, v, ESI_SIZE) == -1)
		return text_error_token(e, tok, "%s: '%.64s' is not ten "
		    "octets (00:01:…:09) or 0", word, tok->s);
	t->at++;
	return 0;
}

int
nlri_value_mac(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	const struct token *tok = value_token(t, word, e);

	if (tok == NULL)
		return -1;
	if (parse_octets(tok->s, v, MAC_SIZE) == -1)
		return text_error_token(e, tok, "%s: '%.64s' is not a MAC "
		    "address (00:00:5e:00:53:01)", word, tok->s);
	t->at++;
	return 0;
}

int
nlri_word_one(const struct nlri_word *rows, size_t n, void *words,
    uint32_t *seen, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	size_t i;

	for (i = 0; i < n && !token_accept(t, rows[i].word); i++)
		;
	if (i == n)
		return 0;
	if ((*seen & rows[i].bit) != 0)
		return text_error_token(e, tok, "'%.64s' is said twice",
		    tok->s);
	if (rows[i].value(t, rows[i].word, (char *)words + rows[i].at, e) == -1)
		return -1;
	*seen |= rows[i].bit;
	return 1;
}

int
nlri_word_missing(const struct nlri_word *rows, size_t n, uint32_t need,
    uint32_t seen, const struct tokens *t, struct text_error *e)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((rows[i].bit & need & ~seen) != 0)
			return text_error_at(e, t, "'%s' is missing",
			    rows[i].word);
	return 0;
}

int
nlri_fitted(struct wbuf *key, size_t k, struct wbuf *carried, size_t c)
{
	if (!key->failed && !carried->failed)
		return 0;
	wbuf_truncate(key, k);
	wbuf_truncate(carried, c);
	return -1;
}

int
nlri_hex(const char *s, size_t max, struct wbuf *out)
{
	char digits[] = "0x00";
	size_t n = strlen(s), start = out->len, i;
	uint8_t octet;

	if (n < 2 || n % 2 != 0 || (n - 2) / 2 > max || s[0] != '0' ||
	    (s[1] != 'x' && s[1] != 'X'))
		return -1;
	for (i = 2; i < n; i += 2) {
		memcpy(digits + 2, s + i, 2);
		if (attr_hex(digits, &octet, 1) == -1) {
			wbuf_truncate(out, start);
			return -1;
		}
		wbuf_u8(out, octet);
	}
	return 0;
}

void
nlri_print_octets(struct wbuf *w, const uint8_t *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			wbuf_u8(w, ':');
		wbuf_u8(w, (uint8_t)digits[p[i] >> 4]);
		wbuf_u8(w, (uint8_t)digits[p[i] & 15]);
	}
}

void
nlri_line_path(struct wbuf *w, const uint32_t *path_id)
{
	struct addr a;

	if (path_id == NULL)
		return;
	a = addr_v4(*path_id);
	wbuf_str(w, " path-information ");
	emit_addr(w, &a);
}

void
nlri_json_name(struct wbuf *w, const char *name)
{
	wbuf_u8(w, '"');
	wbuf_str(w, name);
	wbuf_str(w, "\": ");
}

void
nlri_json_number(struct wbuf *w, const char *name, uint64_t v)
{
	nlri_json_name(w, name);
	emit_number(w, v);
}

void
nlri_json_rd(struct wbuf *w, const uint8_t *rd)
{
	nlri_json_name(w, "rd");
	wbuf_u8(w, '"');
	rd_print(w, rd);
	wbuf_u8(w, '"');
}

/* Octets that are all 0 are not said a second time. */
void
nlri_json_labels(struct wbuf *w, struct rbuf labels)
{
	const char *comma = "";
	uint32_t raw;

	nlri_json_name(w, "label");
	wbuf_str(w, "[ ");
	while (rbuf_u24(&labels, &raw) == 0) {
		wbuf_str(w, comma);
		wbuf_str(w, "[ ");
		emit_number(w, raw >> 4);
		if (raw != 0) {
			wbuf_str(w, ", ");
			emit_number(w, raw);
		}
		wbuf_str(w, " ]");
		comma = ", ";
	}
	wbuf_str(w, " ]");
}

void
nlri_json_path(struct wbuf *w, const uint32_t *path_id)
{
	struct addr a;

	if (path_id == NULL)
		return;
	a = addr_v4(*path_id);
	wbuf_str(w, ", ");
	nlri_json_name(w, "path-information");
	wbuf_u8(w, '"');
	emit_addr(w, &a);
	wbuf_u8(w, '"');
}
