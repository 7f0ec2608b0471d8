/* SPDX-License-Identifier: ISC */
/*
 * A command line is read twice when it names a file: the file's lines come
 * first, so that the command line overrides what is single and adds to what is
 * a list, as ExaBGP does it.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "option.h"
#include "option_table.h"

enum { FACILITY_DAEMON = 3, LABEL_MAX = IF_NAMESIZE - 1 };

/* What is being read, for complaints. */
struct reader {
	struct options	*o;
	char		*why;
	size_t		 size;
};

static int refuse(const struct reader *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static int
refuse(const struct reader *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(r->why, r->size, fmt, ap);
	va_end(ap);
	return -1;
}

static void
defaults(struct options *o)
{
	*o = (struct options){
		.facility = FACILITY_DAEMON,
		.interval = 5000, .fast = 1000, .timeout = 5000,
		.rise = 3, .fall = 3,
		.next_hop = "self",
		.local_preference = -1,
		.metric = { [STATE_UP] = 100, [STATE_DOWN] = 1000,
		    [STATE_DISABLED] = 500 },
		.increase = 1,
		.execute_timeout = 60000,
	};
}

void
options_free(struct options *o)
{
	size_t i;

	for (i = 0; i < o->kept.n; i++)
		free((void *)(uintptr_t)o->kept.v[i]);
	free(o->kept.v);
	free(o->ip);
	free(o->bind);
	free(o->neighbors.v);
	free(o->execute.v);
	for (i = 0; i < STATE_MAX; i++)
		free(o->state_execute[i].v);
	memset(o, 0, sizeof(*o));
}

/* By its name, or by a beginning that no other option has. */
static int
find(const struct reader *r, const char *name, size_t n,
    const struct option **found)
{
	const struct option *other;

	*found = option_find(name, n, &other);
	if (other != NULL)
		return refuse(r, "--%.*s: --%s or --%s?", (int)n, name,
		    (*found)->name, other->name);
	return *found != NULL ? 0 :
	    refuse(r, "--%.*s: no such option", (int)n, name);
}

static int
take(const struct reader *r, const struct option *row, const char *value)
{
	const char *why = row->set(r->o, row, value);

	if (why == NULL)
		return 0;
	return refuse(r, "--%s %s: %s", row->name, value, why);
}

/*
 * The word behind an option.  One that begins with "-" is more likely an
 * option whose forerunner lacks its value, unless it is a number.
 */
static const char *
next_word(int argc, char *const argv[], int *i)
{
	const char *s;

	if (*i + 1 >= argc)
		return NULL;
	s = argv[*i + 1];
	if (s[0] == '-' && (s[1] < '0' || s[1] > '9'))
		return NULL;
	(*i)++;
	return s;
}

static int
take_next(const struct reader *r, const struct option *row, int argc,
    char *const argv[], int *i)
{
	const char *value = next_word(argc, argv, i);

	if (value == NULL && row->set == option_facility)
		return 0;		/* ExaBGP: the default again */
	if (value == NULL)
		return refuse(r, "--%s needs a value (--%s=%s when it begins "
		    "with -)", row->name, row->name, row->arg);
	return take(r, row, value);
}

static int
long_option(const struct reader *r, int argc, char *const argv[], int *i)
{
	const char *s = argv[*i] + 2, *equals = strchr(s, '=');
	const struct option *row;

	if (find(r, s, equals != NULL ? (size_t)(equals - s) : strlen(s),
	    &row) == -1)
		return -1;
	if (row->arg != NULL && equals == NULL)
		return take_next(r, row, argc, argv, i);
	if (row->arg == NULL && equals != NULL)
		return refuse(r, "--%s takes no value", row->name);
	return take(r, row, equals != NULL ? equals + 1 : "");
}

static int
short_options(const struct reader *r, int argc, char *const argv[], int *i)
{
	const struct option *row;
	const char *s;

	for (s = argv[*i] + 1; *s != '\0'; s++) {
		row = option_letter(*s);
		if (row == NULL)
			return refuse(r, "-%c: no such option", *s);
		if (row->arg != NULL && s[1] != '\0')
			return take(r, row, s[1] == '=' ? s + 2 : s + 1);
		if (row->arg != NULL)
			return take_next(r, row, argc, argv, i);
		if (take(r, row, "") == -1)
			return -1;
	}
	return 0;
}

static int
read_args(const struct reader *r, int argc, char *const argv[])
{
	const struct option *row;
	int i, rc;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-sF") == 0) {
			rc = find(r, "syslog-facility", 15, &row);
			if (rc == 0)
				rc = take_next(r, row, argc, argv, &i);
		} else if (strncmp(argv[i], "--", 2) == 0)
			rc = long_option(r, argc, argv, &i);
		else if (argv[i][0] == '-' && argv[i][1] != '\0')
			rc = short_options(r, argc, argv, &i);
		else
			rc = refuse(r, "%s: an option was expected", argv[i]);
		if (rc == -1)
			return -1;
	}
	return 0;
}

/* Blanks at both ends go, in place. */
static char *
strip(char *s)
{
	size_t n;

	s += strspn(s, " \t\r\n\f\v");
	for (n = strlen(s); n > 0 && strchr(" \t\r\n\f\v", s[n - 1]) != NULL;
	    n--)
		;
	s[n] = '\0';
	return s;
}

static int
read_line(const struct reader *r, char *line)
{
	char *equals = strchr(line, '='), *value = NULL;
	const struct option *row;

	if (equals != NULL) {
		*equals = '\0';
		value = strip(equals + 1);
	}
	line = strip(line);
	if (find(r, line, strlen(line), &row) == -1)
		return -1;
	if (row->at == offsetof(struct options, config))
		return refuse(r, "--config within a file");
	if (row->arg == NULL && value != NULL)
		return refuse(r, "--%s takes no value", row->name);
	if (row->arg != NULL && value == NULL)
		return refuse(r, "--%s needs a value", row->name);
	return take(r, row, value != NULL ? value : "");
}

static int
read_file(const struct reader *r, const char *file)
{
	char *line = NULL, *s, said[OPTIONS_WHY];
	size_t size = 0;
	unsigned n;
	FILE *f = fopen(file, "re");
	int rc = 0;

	if (f == NULL)
		return refuse(r, "%s: %s", file, strerror(errno));
	for (n = 1; rc == 0 && getline(&line, &size, f) != -1; n++) {
		s = strip(line);
		if (*s == '\0' || *s == '#')
			continue;
		rc = read_line(r, s);
		if (rc == 0)
			continue;
		(void)snprintf(said, sizeof(said), "%s", r->why);
		(void)refuse(r, "%s:%u: %s", file, n, said);
	}
	if (rc == 0 && ferror(f))
		rc = refuse(r, "%s: %s", file, strerror(errno));
	free(line);
	(void)fclose(f);
	return rc;
}

static bool
has_ip(const struct options *o, const struct prefix *p)
{
	size_t i;

	for (i = 0; i < o->nip; i++)
		if (prefix_cmp(&o->ip[i], p) == 0)
			return true;
	return false;
}

/* What no option can tell by itself. */
static int
check(const struct reader *r)
{
	const struct options *o = r->o;
	const char *ifname = "lo";
	char text[PREFIX_TEXT];
	size_t i, longest;

	longest = strlen(ifname);
	for (i = 0; i < o->nbind; i++) {
		if (!has_ip(o, &o->bind[i].ip))
			return refuse(r, "--ip-ifname %s%%%s: there is no "
			    "such --ip", prefix_print(&o->bind[i].ip, text,
			    sizeof(text)), o->bind[i].ifname);
		if (strlen(o->bind[i].ifname) > longest) {
			ifname = o->bind[i].ifname;
			longest = strlen(ifname);
		}
	}
	if (o->label != NULL && (!o->no_ip_setup || o->dynamic) &&
	    longest + 1 + strlen(o->label) > LABEL_MAX)
		return refuse(r, "--label %s: %s:%s is longer than %d octets",
		    o->label, ifname, o->label, LABEL_MAX);
	return 0;
}

int
options_parse(struct options *o, int argc, char *const argv[], char *why,
    size_t size)
{
	const struct reader r = { o, why, size };
	char *file;
	int rc;

	defaults(o);
	if (read_args(&r, argc, argv) == -1)
		return -1;
	if (o->config != NULL && !o->help && !o->version) {
		file = xstrdup(o->config);
		options_free(o);
		defaults(o);
		rc = read_file(&r, file);
		free(file);
		if (rc == -1 || read_args(&r, argc, argv) == -1)
			return -1;
	}
	return check(&r);
}
