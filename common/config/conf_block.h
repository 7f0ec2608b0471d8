/* SPDX-License-Identifier: ISC */
/*
 * What every block of the grammar shares: the state of one parse, and the
 * loop that reads a block by its table of words.
 */
#ifndef CONFIG_CONF_BLOCK_H
#define CONFIG_CONF_BLOCK_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "base/wbuf.h"
#include "config/conf_parse.h"
#include "text/lexer.h"
#include "text/route.h"

enum { CONF_ERRORS_MAX = 100 };

struct conf_def;

struct conf_ctx {
	struct lexer		*lex;
	struct conf_writer	*w;
	const struct conf_sink	*sink;
	struct text_error	 e;	/* filled by whoever returns -1 */
	unsigned		 nerrors;
	unsigned		 nwarnings;
	bool			 herald_words;
	bool			 after_error;	/* the item before was one */
	struct conf_global	 global;
	bool			 has_listen;
	struct conf_process	*processes;
	size_t			 nprocesses;
	struct conf_def		**defs;	/* neighbours, templates, groups */
	size_t			 ndefs;
	size_t			 room;
	struct route_parser	*routes;
	struct conf_mention	*mentions;	/* conf_api.h */
	size_t			nmentions;
	size_t			 nflow;		/* rules kept to be compared */
	uint32_t		 flow_line;	/* of the first that is not */
	uint32_t		 flow_col;
	uint16_t		 afi;	/* of announce { afi N { … } } */
};

struct conf_word;
typedef int conf_statement(struct conf_ctx *c, void *obj,
	    const struct conf_word *w, struct tokens *t);
/* Reads to its '}'; head holds the words before '{', at behind the first. */
typedef void conf_block(struct conf_ctx *c, void *obj,
	    const struct conf_word *w, struct tokens *head);

struct conf_word {
	const char	*word;
	conf_statement	*statement;	/* NULL: only a block */
	conf_block	*block;		/* NULL: only a statement */
	const char	*since;		/* ExaBGP's version, or "herald" */
	uint32_t	 arg;		/* the word's own meaning of these */
	uint32_t	 min;
	uint32_t	 max;
};

/* Reports c->e. */
void	conf_report(struct conf_ctx *c);
void	conf_error_at(struct conf_ctx *c, uint32_t line, uint32_t col,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void	conf_warn_at(struct conf_ctx *c, uint32_t line, uint32_t col,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Behind a '{': reads statements and blocks to the '}'. */
void	conf_block_run(struct conf_ctx *c, const char *what,
	    const struct conf_word *words, void *obj);
/* The same for a whole file. */
void	conf_file_run(struct conf_ctx *c, const struct conf_word *words);
/* Reads a block to its end without looking at it. */
void	conf_block_skip(struct conf_ctx *c);
/* A block that takes no words before '{': false (skipped) when it has some. */
bool	conf_block_bare(struct conf_ctx *c, struct tokens *head);

#endif
