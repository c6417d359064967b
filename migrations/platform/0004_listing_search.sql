-- The full text index of the marketplace, and what keeps it and all counters right whoever writes. drizzle-kit knows neither.
CREATE VIRTUAL TABLE integration_search USING fts5 (
	name, keywords, tagline, category, description, long_description,
	content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
--> statement-breakpoint
UPDATE integration_listings SET listed_at = created_at,
	search_id = (SELECT count(*) FROM integration_listings other WHERE other.id <= integration_listings.id);
--> statement-breakpoint
INSERT INTO integration_search (rowid, name, keywords, tagline, category, description, long_description)
	SELECT search_id, name, keywords, coalesce(tagline, ''), replace(category, '_', ' '), description, long_description
	FROM integration_listings;
--> statement-breakpoint
CREATE TRIGGER integration_listings_added AFTER INSERT ON integration_listings BEGIN
	UPDATE integration_listings SET
		search_id = (SELECT coalesce(max(search_id), 0) + 1 FROM integration_listings),
		listed_at = iif(new.listed_at = 0, new.created_at, new.listed_at),
		install_count = (SELECT count(*) FROM integration_installations WHERE slug = new.slug AND is_installed = 1)
		WHERE id = new.id;
	INSERT INTO integration_search (rowid, name, keywords, tagline, category, description, long_description)
		SELECT search_id, name, keywords, coalesce(tagline, ''), replace(category, '_', ' '), description, long_description
		FROM integration_listings WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER integration_listings_reworded
	AFTER UPDATE OF name, keywords, tagline, category, description, long_description ON integration_listings BEGIN
	DELETE FROM integration_search WHERE rowid = new.search_id;
	INSERT INTO integration_search (rowid, name, keywords, tagline, category, description, long_description)
		VALUES (new.search_id, new.name, new.keywords, coalesce(new.tagline, ''), replace(new.category, '_', ' '),
			new.description, new.long_description);
END;
--> statement-breakpoint
CREATE TRIGGER integration_listings_removed AFTER DELETE ON integration_listings BEGIN
	DELETE FROM integration_search WHERE rowid = old.search_id;
END;
--> statement-breakpoint
CREATE TRIGGER integration_listings_became_available AFTER UPDATE OF status ON integration_listings
	WHEN old.status = 'planned' AND new.status = 'available' BEGIN
	UPDATE integration_listings SET announce_pending = 1, listed_at = new.updated_at WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER integration_installations_added AFTER INSERT ON integration_installations WHEN new.is_installed = 1 BEGIN
	UPDATE integration_listings SET install_count = install_count + 1 WHERE slug = new.slug;
END;
--> statement-breakpoint
CREATE TRIGGER integration_installations_changed AFTER UPDATE OF is_installed ON integration_installations
	WHEN new.is_installed <> old.is_installed BEGIN
	UPDATE integration_listings SET install_count = install_count + new.is_installed - old.is_installed WHERE slug = new.slug;
END;
--> statement-breakpoint
CREATE TRIGGER integration_installations_removed AFTER DELETE ON integration_installations WHEN old.is_installed = 1 BEGIN
	UPDATE integration_listings SET install_count = install_count - 1 WHERE slug = old.slug;
END;
--> statement-breakpoint
CREATE TRIGGER integration_reviews_added AFTER INSERT ON integration_reviews WHEN new.hidden_at IS NULL BEGIN
	UPDATE integration_listings SET review_count = review_count + 1, rating_sum = rating_sum + new.rating,
		rating_1 = rating_1 + (new.rating = 1), rating_2 = rating_2 + (new.rating = 2), rating_3 = rating_3 + (new.rating = 3),
		rating_4 = rating_4 + (new.rating = 4), rating_5 = rating_5 + (new.rating = 5) WHERE slug = new.slug;
END;
--> statement-breakpoint
CREATE TRIGGER integration_reviews_removed AFTER DELETE ON integration_reviews WHEN old.hidden_at IS NULL BEGIN
	UPDATE integration_listings SET review_count = review_count - 1, rating_sum = rating_sum - old.rating,
		rating_1 = rating_1 - (old.rating = 1), rating_2 = rating_2 - (old.rating = 2), rating_3 = rating_3 - (old.rating = 3),
		rating_4 = rating_4 - (old.rating = 4), rating_5 = rating_5 - (old.rating = 5) WHERE slug = old.slug;
END;
--> statement-breakpoint
CREATE TRIGGER integration_reviews_changed AFTER UPDATE OF rating, hidden_at ON integration_reviews BEGIN
	UPDATE integration_listings SET
		review_count = review_count + (new.hidden_at IS NULL) - (old.hidden_at IS NULL),
		rating_sum = rating_sum + new.rating * (new.hidden_at IS NULL) - old.rating * (old.hidden_at IS NULL),
		rating_1 = rating_1 + (new.hidden_at IS NULL AND new.rating = 1) - (old.hidden_at IS NULL AND old.rating = 1),
		rating_2 = rating_2 + (new.hidden_at IS NULL AND new.rating = 2) - (old.hidden_at IS NULL AND old.rating = 2),
		rating_3 = rating_3 + (new.hidden_at IS NULL AND new.rating = 3) - (old.hidden_at IS NULL AND old.rating = 3),
		rating_4 = rating_4 + (new.hidden_at IS NULL AND new.rating = 4) - (old.hidden_at IS NULL AND old.rating = 4),
		rating_5 = rating_5 + (new.hidden_at IS NULL AND new.rating = 5) - (old.hidden_at IS NULL AND old.rating = 5)
		WHERE slug = new.slug;
END;
--> statement-breakpoint
-- The score is the mean as if five further reviews of 3.5 stars had been written; times 10,000.
CREATE TRIGGER integration_listings_rated AFTER UPDATE OF review_count, rating_sum ON integration_listings BEGIN
	UPDATE integration_listings SET
		avg_rating = iif(new.review_count = 0, 0, (new.rating_sum * 100 + new.review_count / 2) / new.review_count),
		rating_score = (175000 + new.rating_sum * 10000) / (5 + new.review_count) WHERE id = new.id;
END;
