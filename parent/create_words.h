/* SPDX-License-Identifier: ISC */
/*
 * A neighbour that a program wants: the words of its command become a block of
 * the configuration's language.  They are a stranger's: what is not a plain
 * word is refused here, so that nothing but this one block can come of them.
 */
#ifndef PARENT_CREATE_WORDS_H
#define PARENT_CREATE_WORDS_H

#include <stddef.h>

#include "base/wbuf.h"
#include "bgp/addr.h"
#include "config/conf.h"

enum { CREATE_PROCESSES = 16 };

struct create_words {
	struct addr	remote;
	size_t		nprocesses;	/* api NAME, each */
	char		processes[CREATE_PROCESSES][CONF_NAME_MAX];
};

/*
 * "neighbor ADDRESS local-address A local-as N peer-as N …".  owner is named
 * in its api block where no other is ("" for nobody).  0 with the block behind
 * what is in w, or -1 with why and w as it was.
 */
int	create_words(const char *text, size_t len, const char *owner,
	    struct create_words *c, struct wbuf *w, char *why, size_t size);

#endif
