/* SPDX-License-Identifier: ISC */
/*
 * Users and groups by name.  Done in the parent alone, before anything is
 * dropped: an engine gets numbers.
 */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>

#include <bsd/stdlib.h>
#include <bsd/string.h>

#include "users.h"

/* Debian's policy leaves 65000 to 65533 free; nothing else runs under these. */
enum { MADE_UP_PARSER = 65520, MADE_UP_FIRST = 65521 };

static const char *const defaults[USER_MAX] = {
	[USER_SESSION]	= "_herald",
	[USER_RDE]	= "_herald-rde",
	[USER_PROGRAMS]	= "_herald-prog",
};

struct user_ids
users_parser(void)
{
	return (struct user_ids){ MADE_UP_PARSER, MADE_UP_PARSER };
}

int
users_lookup_program(const char *name, struct user_ids *ids, char *why,
    size_t size)
{
	const struct passwd *pw;
	const char *bad;
	long long v;

	if ((pw = getpwnam(name)) != NULL) {
		*ids = (struct user_ids){ pw->pw_uid, pw->pw_gid };
		return 0;
	}
	v = strtonum(name, 0, 0xfffffffe, &bad);
	if (bad != NULL) {
		snprintf(why, size, "there is no user %s", name);
		return -1;
	}
	pw = getpwuid((uid_t)v);
	*ids = (struct user_ids){ (uid_t)v,
	    pw != NULL ? pw->pw_gid : (gid_t)v };
	return 0;
}

int
users_lookup(const char *name, struct user_ids *ids, char *why, size_t size)
{
	struct user_ids r;

	if (users_lookup_program(name, &r, why, size) == -1)
		return -1;
	if (r.uid == 0 || r.gid == 0) {
		snprintf(why, size, "%s is root or in root's group: "
		    "engines and programs run without privilege", name);
		return -1;
	}
	*ids = r;
	return 0;
}

static int
split_words(const char *words, char out[USER_MAX][CONF_NAME_MAX])
{
	const char *comma;
	size_t i, n;

	for (i = 0; i < USER_MAX; i++) {
		comma = strchr(words, ',');
		if ((comma == NULL) != (i == USER_MAX - 1))
			return -1;
		n = comma != NULL ? (size_t)(comma - words) : strlen(words);
		if (n == 0 || n >= CONF_NAME_MAX)
			return -1;
		memcpy(out[i], words, n);
		out[i][n] = '\0';
		words += n + 1;
	}
	return 0;
}

int
users_words(const char *words, char *why, size_t size)
{
	char v[USER_MAX][CONF_NAME_MAX];
	size_t i, j;

	if (split_words(words, v) == -1) {
		snprintf(why, size, "-u %s: wanted session,rde,programs: "
		    "three users", words);
		return -1;
	}
	for (i = 1; i < USER_MAX; i++)
		for (j = 0; j < i; j++)
			if (strcmp(v[i], v[j]) == 0) {
				snprintf(why, size, "-u %s: wanted three "
				    "users, each another", words);
				return -1;
			}
	return 0;
}

/* One by two names is one still. */
static int
check_distinct(const struct users *u, char *why, size_t size)
{
	size_t i, j;

	for (i = 1; i < USER_MAX; i++)
		for (j = 0; j < i; j++)
			if (u->v[i].uid == u->v[j].uid) {
				snprintf(why, size, "uid %u twice: engines "
				    "and programs have a user each",
				    (unsigned)u->v[i].uid);
				return -1;
			}
	return 0;
}

int
users_resolve(struct users *u, const char *words,
    const struct conf_global *g, char *why, size_t size)
{
	char names[USER_MAX][CONF_NAME_MAX] = { { 0 } };
	struct users r = { .made_up = false };
	size_t i;

	strlcpy(names[USER_SESSION], g->user_session, CONF_NAME_MAX);
	strlcpy(names[USER_RDE], g->user_rde, CONF_NAME_MAX);
	strlcpy(names[USER_PROGRAMS], g->user_programs, CONF_NAME_MAX);
	if (words != NULL && (users_words(words, why, size) == -1 ||
	    split_words(words, names) == -1))
		return -1;
	for (i = 0; i < USER_MAX; i++) {
		if (names[i][0] != '\0') {
			if (users_lookup(names[i], &r.v[i], why, size) == -1)
				return -1;
		} else if (users_lookup(defaults[i], &r.v[i], why,
		    size) == -1) {
			r.v[i].uid = MADE_UP_FIRST + (uid_t)i;
			r.v[i].gid = MADE_UP_FIRST + (gid_t)i;
			r.made_up = true;
		}
	}
	if (check_distinct(&r, why, size) == -1)
		return -1;
	*u = r;
	return 0;
}
