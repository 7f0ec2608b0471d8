/* SPDX-License-Identifier: ISC */
/*
 * Values of options, each kind by one function: what is not understood is
 * refused with a reason, for a check that runs with half its options is worse
 * than one that does not start.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bsd/stdlib.h>
#include <bsd/string.h>

#include "base/log.h"
#include "option.h"

enum { SECONDS_MAX = 366 * 86400 };

static const struct facility {
	const char	*name;
	unsigned	 number;
} facilities[] = {
	{ "kern", 0 },	   { "user", 1 },	{ "mail", 2 },
	{ "daemon", 3 },   { "auth", 4 },	{ "syslog", 5 },
	{ "lpr", 6 },	   { "news", 7 },	{ "uucp", 8 },
	{ "cron", 9 },	   { "authpriv", 10 },	{ "ftp", 11 },
	{ "local0", 16 },  { "local1", 17 },	{ "local2", 18 },
	{ "local3", 19 },  { "local4", 20 },	{ "local5", 21 },
	{ "local6", 22 },  { "local7", 23 },
};

static void *
member(struct options *o, const struct option *row)
{
	return (char *)o + row->at;
}

static void
list_add(struct option_list *l, const char *s)
{
	l->v = xreallocarray(l->v, l->n + 1, sizeof(*l->v));
	l->v[l->n++] = s;
}

const char *
option_keep(struct options *o, const char *s)
{
	const char *copy = xstrdup(s);

	list_add(&o->kept, copy);
	return copy;
}

const char *
option_flag(struct options *o, const struct option *row, const char *value)
{
	bool *b = member(o, row);

	(void)value;
	*b = true;
	return NULL;
}

const char *
option_number(struct options *o, const struct option *row, const char *value)
{
	int64_t *v = member(o, row);
	const char *why;
	long long x;

	x = strtonum(value, row->min, row->max, &why);
	if (why != NULL)
		return strcmp(why, "invalid") == 0 ? "not a whole number" :
		    "a number out of range";
	*v = x;
	return NULL;
}

const char *
option_seconds(struct options *o, const struct option *row, const char *value)
{
	int64_t *ms = member(o, row);
	char *end;
	double d;

	errno = 0;
	d = strtod(value, &end);
	if (end == value || *end != '\0' || errno != 0 ||
	    !(d >= 0 && d <= SECONDS_MAX))
		return "not a number of seconds";
	*ms = (int64_t)(d * 1000 + 0.5);
	if (*ms == 0 && d > 0)
		*ms = 1;
	return NULL;
}

const char *
option_text(struct options *o, const struct option *row, const char *value)
{
	const char **s = member(o, row);

	*s = option_keep(o, value);
	return NULL;
}

const char *
option_words(struct options *o, const struct option *row, const char *value)
{
	const char *p;

	for (p = value; *p != '\0'; p++)
		if (*p < 0x20 || *p > 0x7e)
			return "not printable ASCII";
	return option_text(o, row, value);
}

const char *
option_append(struct options *o, const struct option *row, const char *value)
{
	struct option_list *l = member(o, row);

	if (l->n == OPTIONS_LIST_MAX)
		return "given too often";
	list_add(l, option_keep(o, value));
	return NULL;
}

/* "a.b.c.d/255.255.0.0" becomes "a.b.c.d/16". */
static void
plain_length(const char *value, char *buf, size_t size)
{
	const char *slash = strchr(value, '/');
	struct addr mask;
	uint32_t m;
	unsigned len;

	strlcpy(buf, value, size);
	if (slash == NULL || addr_parse(slash + 1, &mask) == -1 ||
	    mask.af != ADDR_V4)
		return;
	m = addr_v4_host(&mask);
	for (len = 0; len < 32 && (m & 1U << (31 - len)) != 0; len++)
		;
	if (len < 32 && m << len != 0)
		return;
	snprintf(buf, size, "%.*s/%u", (int)(slash - value), value, len);
}

static const char *
parse_ip(const char *value, struct prefix *p)
{
	char text[PREFIX_TEXT + 32];
	enum prefix_error e;

	plain_length(value, text, sizeof(text));
	e = prefix_parse(text, p, NULL);
	return e == PREFIX_OK ? NULL : prefix_error_text(e);
}

const char *
option_ip(struct options *o, const struct option *row, const char *value)
{
	struct prefix p;
	const char *why = parse_ip(value, &p);

	(void)row;
	if (why != NULL)
		return why;
	if (o->nip == OPTIONS_LIST_MAX)
		return "given too often";
	o->ip = xreallocarray(o->ip, o->nip + 1, sizeof(*o->ip));
	o->ip[o->nip++] = p;
	return NULL;
}

const char *
option_bind(struct options *o, const struct option *row, const char *value)
{
	const char *percent = strchr(value, '%'), *why;
	struct option_bind b;
	char text[PREFIX_TEXT + 32];

	(void)row;
	if (percent == NULL || (size_t)(percent - value) >= sizeof(text))
		return "wanted ADDRESS%INTERFACE";
	memcpy(text, value, (size_t)(percent - value));
	text[percent - value] = '\0';
	why = parse_ip(text, &b.ip);
	if (why != NULL)
		return why;
	if (percent[1] == '\0' || strpbrk(percent + 1, "/%: \t") != NULL ||
	    strlcpy(b.ifname, percent + 1, sizeof(b.ifname)) >=
	    sizeof(b.ifname))
		return "not the name of an interface";
	if (o->nbind == OPTIONS_LIST_MAX)
		return "given too often";
	o->bind = xreallocarray(o->bind, o->nbind + 1, sizeof(*o->bind));
	o->bind[o->nbind++] = b;
	return NULL;
}

const char *
option_next_hop(struct options *o, const struct option *row, const char *value)
{
	char text[ADDR_TEXT];
	struct addr a;

	if (strcmp(value, "self") == 0)
		return option_text(o, row, value);
	if (addr_parse(value, &a) == -1)
		return "not an address";
	return option_text(o, row, addr_print(&a, text, sizeof(text)));
}

const char *
option_neighbor(struct options *o, const struct option *row, const char *value)
{
	char text[ADDR_TEXT + IF_NAMESIZE], ifname[IF_NAMESIZE];
	struct addr a;

	if (strcmp(value, "*") == 0)
		return option_append(o, row, value);
	if (addr_parse_scoped(value, &a, ifname, sizeof(ifname)) == -1)
		return "neither an address nor *";
	addr_print(&a, text, sizeof(text));
	if (ifname[0] != '\0') {
		strlcat(text, "%", sizeof(text));
		strlcat(text, ifname, sizeof(text));
	}
	return option_append(o, row, text);
}

const char *
option_facility(struct options *o, const struct option *row, const char *value)
{
	unsigned *number = member(o, row);
	size_t i;

	for (i = 0; i < sizeof(facilities) / sizeof(facilities[0]); i++)
		if (strcasecmp(value, facilities[i].name) == 0) {
			*number = facilities[i].number;
			return NULL;
		}
	return "no facility of syslog";
}
