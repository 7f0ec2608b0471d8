/* SPDX-License-Identifier: ISC */
/*
 * Options of decode, explain and encode, as ExaBGP spells them: they stand
 * behind the command's own word, before what it is about.
 */
#include <string.h>

#include "argument.h"
#include "bgp/family.h"
#include "event/emit.h"
#include "grammar_offline.h"
#include "grammar_words.h"
#include "hex_input.h"

static const char *
set_kind(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->offline.kind = (uint8_t)w->value;
	return NULL;
}

static const char *
set_shape(struct command *c, const struct word *w, const char *s)
{
	(void)w;
	if (strlen(s) != 1 || *s < '4' || *s > '6')
		return "not 4, 5 or 6";
	c->offline.shape = (uint8_t)(SHAPE_4 + *s - '4');
	return NULL;
}

/* "afi 16397 safi 99". */
static const char *
set_family_number(struct command *c, const char *s)
{
	static const char before[] = "afi ", between[] = " safi ";
	const char *second = strstr(s, between);
	char first[sizeof("65535")];
	uint32_t afi, safi;
	enum family f;
	size_t n;

	s += sizeof(before) - 1;
	n = second == NULL ? sizeof(first) : (size_t)(second - s);
	if (n >= sizeof(first))
		return "not a family such as 'afi 16397 safi 99'";
	memcpy(first, s, n);
	first[n] = '\0';
	if (argument_number(first, UINT16_MAX, &afi) != NULL ||
	    argument_number(second + sizeof(between) - 1, UINT8_MAX,
	    &safi) != NULL)
		return "not a family such as 'afi 16397 safi 99'";
	f = family_by_number((uint16_t)afi, (uint8_t)safi);
	if (f == FAMILY_NONE)
		return "0 is reserved";
	c->offline.family = (uint8_t)f;
	return NULL;
}

/* "ipv4 unicast" in one word, or with a slash. */
static const char *
set_family(struct command *c, const struct word *w, const char *s)
{
	char afi[32];
	size_t n = strcspn(s, " /");
	enum family f;

	(void)w;
	if (strncmp(s, "afi ", 4) == 0)
		return set_family_number(c, s);
	if (n >= sizeof(afi) || s[n] == '\0')
		return "not a family such as 'ipv4 unicast'";
	memcpy(afi, s, n);
	afi[n] = '\0';
	f = family_by_words(afi, s + n + 1);
	if (f == FAMILY_NONE)
		return "no such family";
	c->offline.family = (uint8_t)f;
	return NULL;
}

static const char *
set_conf(struct command *c, const struct word *w, const char *s)
{
	(void)w;
	c->offline.conf = s;
	return NULL;
}

static const char *
set_number(struct command *c, const struct word *w, const char *s)
{
	const char *why;
	uint32_t as;

	why = argument_as(s, &as);
	if (why == NULL && as == 0)
		why = "AS 0 is nobody's";
	if (w->value == 0)
		c->offline.local_as = as;
	else
		c->offline.peer_as = as;
	return why;
}

enum flag { FLAG_AS2, FLAG_PATH_IDS, FLAG_NLRI_ONLY, FLAG_NO_HEADER };

static const char *
set_flag(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	switch ((enum flag)w->value) {
	case FLAG_AS2:
		c->offline.as2 = true;
		break;
	case FLAG_PATH_IDS:
		c->offline.path_ids = true;
		break;
	case FLAG_NLRI_ONLY:
		c->offline.nlri_only = true;
		break;
	case FLAG_NO_HEADER:
		c->offline.no_header = true;
		break;
	}
	return NULL;
}

#define OPTION(n, h, nx, f, v)	{ WORD_WHOLE, n, h, nx, NULL, f, v }
#define SESSION_OPTIONS							\
	OPTION("-c", "a configuration: its first neighbor's session",	\
	    TABLE_OPTION_CONF, NULL, 0),				\
	OPTION("-a", "our AS", TABLE_OPTION_AS, NULL, 0),		\
	OPTION("-z", "the neighbor's AS", TABLE_OPTION_PEER_AS, NULL,	\
	    0),								\
	OPTION("-2", "AS numbers have 2 octets", TABLE_OPTIONS,		\
	    set_flag, FLAG_AS2),					\
	OPTION("-i", "NLRI have path identifiers", TABLE_OPTIONS,	\
	    set_flag, FLAG_PATH_IDS)

static const struct word t_decode[] = {
	OPTION("--message", "with its header (the default)", TABLE_DECODE,
	    set_kind, MESSAGE_ANY),
	OPTION("--open", "an OPEN, with or without header", TABLE_DECODE,
	    set_kind, MESSAGE_OPEN),
	OPTION("--update", "an UPDATE, with or without header", TABLE_DECODE,
	    set_kind, MESSAGE_UPDATE),
	OPTION("--nlri", "NLRI of the family of -f", TABLE_DECODE, set_kind,
	    MESSAGE_NLRI),
	OPTION("-e", "the shape of JSON: 4, 5 or 6", TABLE_OPTION_SHAPE,
	    NULL, 0),
	OPTION("-f", "a family: 'AFI SAFI'", TABLE_OPTION_FAMILY, NULL, 0),
	SESSION_OPTIONS,
	{ WORD_REST, "<hex>", "octets; - is lines of standard input",
	    TABLE_DONE, hex_input_looks, NULL, 0 },
	STOP
};

static const struct word t_explain[] = {
	OPTION("--message", "with its header (the default)", TABLE_EXPLAIN,
	    set_kind, MESSAGE_ANY),
	OPTION("--open", "an OPEN, with or without header", TABLE_EXPLAIN,
	    set_kind, MESSAGE_OPEN),
	OPTION("--update", "an UPDATE, with or without header",
	    TABLE_EXPLAIN, set_kind, MESSAGE_UPDATE),
	SESSION_OPTIONS,
	{ WORD_REST, "<hex>", "octets; - is standard input", TABLE_DONE,
	    hex_input_looks, NULL, 0 },
	STOP
};

static const struct word t_encode[] = {
	OPTION("-f", "a family for words that say none", TABLE_OPTION_FAMILY,
	    NULL, 0),
	OPTION("-n", "the NLRI alone", TABLE_ENCODE, set_flag,
	    FLAG_NLRI_ONLY),
	OPTION("--no-header", "bodies of messages", TABLE_ENCODE, set_flag,
	    FLAG_NO_HEADER),
	SESSION_OPTIONS,
	{ WORD_REST, "<command>", "such as announce route PREFIX next-hop "
	    "ADDRESS; - is lines of standard input", TABLE_DONE,
	    hex_input_looks, NULL, 0 },
	STOP
};

static const struct word t_shape[] = {
	ARG("<shape>", "4, 5 or 6", TABLE_OPTIONS, set_shape, 0),
	STOP
};

static const struct word t_family[] = {
	ARG("<family>", "such as 'ipv4 unicast'", TABLE_OPTIONS, set_family,
	    0),
	STOP
};

static const struct word t_conf[] = {
	ARG("<file>", "a configuration", TABLE_OPTIONS, set_conf, 0),
	STOP
};

static const struct word t_as[] = {
	ARG("<as>", "an AS number", TABLE_OPTIONS, set_number, 0),
	STOP
};

static const struct word t_peer_as[] = {
	ARG("<as>", "an AS number", TABLE_OPTIONS, set_number, 1),
	STOP
};

static const struct word *const tables[TABLE_MAX] = {
	[TABLE_DECODE] = t_decode,
	[TABLE_EXPLAIN] = t_explain,
	[TABLE_ENCODE] = t_encode,
	[TABLE_OPTION_SHAPE] = t_shape,
	[TABLE_OPTION_FAMILY] = t_family,
	[TABLE_OPTION_CONF] = t_conf,
	[TABLE_OPTION_AS] = t_as,
	[TABLE_OPTION_PEER_AS] = t_peer_as,
};

const struct word *
grammar_offline_table(enum word_table t)
{
	return tables[t];
}
