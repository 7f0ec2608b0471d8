/* SPDX-License-Identifier: ISC */
/*
 * In which words of the configuration two versions of a neighbour, or of what
 * stands beside neighbours, differ.  A word is a bit, so that the answer
 * travels as a number.
 */
#ifndef CONFIG_CONF_DIFF_H
#define CONFIG_CONF_DIFF_H

#include "config/conf.h"

/* What a reload does with a neighbour. */
enum conf_change {
	CONF_CHANGE_NONE,
	CONF_CHANGE_ADD,
	CONF_CHANGE_REMOVE,
	CONF_CHANGE_RESTART,	/* its session ends and begins anew */
	CONF_CHANGE_MODIFY,	/* it is configured otherwise, unnoticed */
	CONF_CHANGE_MAX
};

struct conf_diff {
	uint64_t	words;
	/* a session that was opened with the one cannot go on with the other */
	bool		restarts;
};

/* A key that differs in its octets alone is not seen here. */
struct conf_diff conf_diff_neighbor(const struct conf_neighbor *a,
	    const struct conf_neighbor *b);
/* The words for keys of this kind. */
uint64_t conf_diff_key(enum conf_key_kind kind);
/* The word of a bit; NULL behind the last. */
const char *conf_diff_word(unsigned bit);

/* What a file says beside neighbours. */
enum conf_setting {
	CONF_SETTING_LISTEN, CONF_SETTING_CONTROL, CONF_SETTING_LOG,
	CONF_SETTING_USER, CONF_SETTING_PROCESS, CONF_SETTING_MAX
};

/* NULL behind the last. */
const char *conf_diff_setting(unsigned setting);

#endif
