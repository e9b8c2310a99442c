"""geopolkg: news in, a knowledge graph of geopolitical actors out."""
